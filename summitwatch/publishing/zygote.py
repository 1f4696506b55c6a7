"""A process that has imported what every chapter needs, and forks itself into a kernel for each.

It runs as a script, so that no part of the package is in a kernel before its chapter imports it. What it is
asked for comes through a socket: a line of JSON for each kernel, answered by the kernel's process id. When
the socket closes, because the build has ended or was killed, the kernels end with it, and the folder of their
sockets goes.
"""

import contextlib
import gc
import importlib
import json
import os
import random
import shutil
import signal
import socket
import sys
from pathlib import Path

WARM = (
    "ipykernel.kernelapp",
    "ipykernel.ipkernel",
    "numpy",
    "matplotlib.pyplot",
    "matplotlib.backends.backend_agg",
    "matplotlib.backends.backend_svg",
    "yaml",
    "myst_nb.ext.glue",
    "pandas",  # last, for in a new environment the build compiles it meanwhile
)
INLINE = "module://matplotlib_inline.backend_inline"  # what ipykernel sets before matplotlib is imported
_SELDOM = 100_000  # new objects between two collections: a chapter lives for seconds
_born: set[int] = set()  # the kernels that live
NO_THREADS = {  # a fork keeps but one
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "JE_ARROW_MALLOC_CONF": "background_thread:false",
}


def warm() -> bool:
    """Import what is needed, and tell whether a fork of this process would be whole."""
    os.environ.setdefault("MPLBACKEND", INLINE)
    os.environ["JPY_PARENT_PID"] = str(os.getpid())  # a kernel ends when its parent is gone
    sys.modules["debugpy"] = None  # type: ignore[assignment]  # each kernel would import it, and none uses it
    for name in WARM:
        importlib.import_module(name)
    gc.collect()
    gc.freeze()  # so that collections in the kernels leave the shared memory alone
    gc.set_threshold(_SELDOM)
    return len(list(Path("/proc/self/task").iterdir())) == 1


def serve(line: socket.socket) -> list[str] | None:
    """Fork a kernel for each request; return its arguments in the kernel, and None in this process."""
    with line, line.makefile("rw", encoding="utf-8") as stream:
        print("ready" if warm() else "not to be forked", file=stream, flush=True)
        for request in stream:
            pid = os.fork()
            if pid == 0:
                wanted = json.loads(request)
                break
            _born.add(pid)
            print(pid, file=stream, flush=True)
        else:
            return None
    become(wanted["cwd"], wanted["env"])
    arguments: list[str] = wanted["arguments"]
    return arguments


def end(folder: str) -> None:
    """End the kernels, and remove the folder of their sockets: whoever made it may have been killed."""
    for kernel in list(_born):
        with contextlib.suppress(OSError):
            os.killpg(kernel, signal.SIGKILL)
    if folder:
        shutil.rmtree(folder, ignore_errors=True)


def reap(*_: object) -> None:
    """Take leave of the kernels that have ended, so that what they spent is counted to this process."""
    with contextlib.suppress(ChildProcessError):
        while ended := os.waitpid(-1, os.WNOHANG)[0]:
            _born.discard(ended)  # its number may be given to another


def become(folder: str, env: dict[str, str]) -> None:
    """Make a fork what a fresh process would be: its own session, signals, folder, settings, randomness."""
    os.setsid()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(env, JPY_PARENT_PID=str(os.getppid()), PYDEVD_USE_FRAME_EVAL="NO")  # as debugpy has it
    random.seed()
    importlib.import_module("numpy.random").seed()


if __name__ == "__main__":
    signal.signal(signal.SIGCHLD, reap)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the build decides
    found = None
    with contextlib.suppress(ConnectionError):  # whoever asked was killed before it had read an answer
        found = serve(socket.socket(fileno=int(sys.argv[1])))
    if found is None:
        end(sys.argv[2])
    else:
        sys.argv = ["ipykernel_launcher", *found]
        importlib.import_module("ipykernel.kernelapp").launch_new_instance()
