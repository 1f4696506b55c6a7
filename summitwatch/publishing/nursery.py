"""The warm process from which kernels are forked; little is imported here, so that it starts at once."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from typing import Any

from summitwatch.publishing import zygote

_LAUNCH = ["-m", "ipykernel_launcher"]  # the one way to start a kernel that a fork can stand for
_LONGEST = 90  # bytes of the sockets' folder: with a socket's name the system takes 107
# With no folder of its own on the path, as a kernel has none; the option -P would be inherited by the forks.
_ALONE = "import sys; del sys.path[0]; import runpy; runpy.run_path(sys.argv.pop(1), run_name='__main__')"


class Forked:
    """A kernel that another process forked, as the few things that are asked of a child."""

    stdin = stdout = stderr = None

    def __init__(self, pid: int):
        self.pid = pid

    def poll(self) -> int | None:
        """Return None while it lives; how it ended is not known."""
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return 0
        return None

    def wait(self, timeout: float | None = None) -> int:
        """Wait until it has ended."""
        end = time.monotonic() + (float("inf") if timeout is None else timeout)
        while self.poll() is None:
            if time.monotonic() > end:
                raise subprocess.TimeoutExpired("kernel", timeout or 0.0)
            time.sleep(0.02)
        return 0

    def send_signal(self, number: int) -> None:
        """Send it a signal."""
        os.kill(self.pid, number)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End it."""
        self.send_signal(signal.SIGKILL)


class Nursery:
    """The warm process, for as long as chapters are executed; where there can be none, it has no kernels."""

    def __init__(self) -> None:
        self.stream: Any = None
        self.sockets: tempfile.TemporaryDirectory[str] | None = None  # by which kernels are spoken to

    @property
    def folder(self) -> str:
        """The folder of the sockets; empty if there is none."""
        return self.sockets.name if self.sockets else ""

    def __enter__(self) -> "Nursery":
        self.begin()
        if self.stream and self.stream.readline() != "ready\n":
            self.close()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def begin(self) -> None:
        """Start the process, if it has not been; `with` waits until it is warm."""
        if self.stream is None and sys.platform.startswith("linux"):
            self._open()

    def _open(self) -> None:
        self.sockets = tempfile.TemporaryDirectory(prefix="summitwatch-")
        if len(os.fsencode(self.sockets.name)) > _LONGEST:  # then kernels are spoken to by ports, as ever
            self.sockets.cleanup()
            self.sockets = None
        ours, theirs = socket.socketpair()
        with theirs:
            self.process = subprocess.Popen(
                [sys.executable, "-c", _ALONE, zygote.__file__, str(theirs.fileno()), self.folder],
                pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL, env={**os.environ, **zygote.NO_THREADS},
                start_new_session=True,  # what interrupts the build ends this by the socket alone
            )  # fmt: skip
        with ours:
            self.stream = ours.makefile("rw", encoding="utf-8")

    def close(self) -> None:
        """End the process and its kernels."""
        if self.stream:
            with contextlib.suppress(OSError):  # a last word to one that is gone
                self.stream.close()
            self.process.wait()
            self.stream = None
        if self.sockets:
            self.sockets.cleanup()
            self.sockets = None

    def fork(self, command: list[str], folder: str, env: dict[str, str]) -> Forked | None:
        """Return a kernel started as the command says, or None if it must be started anew."""
        if self.stream is None or command[:1] != [sys.executable] or command[1:3] != _LAUNCH:
            return None
        request = {"arguments": command[3:], "cwd": folder, "env": env}
        try:
            print(json.dumps(request), file=self.stream, flush=True)
            return Forked(int(self.stream.readline()))
        except (OSError, ValueError):  # it is gone
            return None


_begun: list[Nursery] = []


def begin_ahead() -> None:
    """Start the process of the next nursery, before all that uses it is imported."""
    _begun.append(Nursery())
    _begun[-1].begin()


def next_nursery() -> Nursery:
    """Return a nursery: the one begun ahead, if there is one."""
    return _begun.pop() if _begun else Nursery()
