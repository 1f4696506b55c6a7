"""Kill, or deny the disk to, one step of publishing after another, and tell what was left: a script of its own.

It forks, which the tests' own process, with its threads, must not. Called with the number of steps to try and a
seed, it prints a JSON object for each step of each scenario that was tried.
"""

import errno
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import yaml
from conftest import write_dataset

from summitwatch.errors import SummitWatchError
from summitwatch.publishing.editions import freeze
from summitwatch.publishing.editions.published import manifest_path
from summitwatch.publishing.outputs import Inputs, Outputs
from summitwatch.publishing.pdf import replace_whole
from summitwatch.reading.swap import replaced

TOUCHES = ("open", "os", "shutil", "ctypes")  # begin the names of Python's audit events
ROOT = Path(__file__).resolve().parents[2]
#: The edition under way, whatever its name.
EDITION = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))["version"]
NAMES = ("index.html", "chapters/one.html", "_downloads/values.json")
GIT = [
    "git",
    "-c",
    "user.name=Somebody",
    "-c",
    "user.email=somebody@example.org",
    "-c",
    "commit.gpgsign=false",
]


def fill(folder, word):
    """Write the files of a folder, each with the one word."""
    for name in NAMES:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(word, "utf-8")


def whole(folder):
    """Return the one word that every file of a folder holds; anything else is a folder that was left half."""
    if not folder.is_dir():
        return "none"
    words = {(folder / name).read_text("utf-8") if (folder / name).is_file() else "missing" for name in NAMES}
    return words.pop() if len(words) == 1 else f"half: {sorted(words)}"


class Scenario:
    """What is tried: how it begins, what is done, what is there afterwards, what a next run finds."""

    def again(self, room):
        """Leave all as the step left it."""


class Publish(Scenario):
    """A finished build takes the place of an earlier one."""

    def prepare(self, room):
        self.outputs = Outputs(room / "_build")
        fill(self.outputs.html, "old")
        replace_whole(self.outputs.pdf, b"old")
        self.again(room)

    def again(self, room):
        """Build anew, which begins by throwing away what the step left in the workplace."""
        shutil.rmtree(self.outputs.work, ignore_errors=True)
        fill(self.outputs.sphinx / "html", "new")
        (self.outputs.work / "new.pdf").write_bytes(b"new")
        self.outputs.unfinished.touch()

    def act(self):
        self.outputs.publish(self.outputs.work / "new.pdf", Inputs("whole", "around"))

    def state(self):
        return [whole(self.outputs.html), self.outputs.pdf.read_text("utf-8")]


class Pdf(Scenario):
    """A PDF takes the place of an earlier one."""

    def prepare(self, room):
        self.target = room / "pdf" / "x.pdf"
        self.target.parent.mkdir(exist_ok=True)
        self.target.write_bytes(b"old")

    def act(self):
        replace_whole(self.target, b"new")

    def state(self):
        return [self.target.read_text("utf-8")]


class Tables(Scenario):
    """Changed tables take the place of earlier ones, as after an adoption."""

    def prepare(self, room):
        self.folder = room / "data"
        fill(self.folder, "old")

    def act(self):
        replaced(self.folder, dict.fromkeys(NAMES, b"new"))

    def state(self):
        return [whole(self.folder)]


class Freeze(Scenario):
    """An edition is kept, with its manifest beside the tables."""

    def prepare(self, room):
        self.root, self.dist = room / "tree", room / "tree" / "dist"
        self.outputs = Outputs(self.root / "_build")
        if not self.root.exists():
            self._plant()
        shutil.rmtree(self.dist, ignore_errors=True)
        shutil.rmtree(self.root / "data" / "editions", ignore_errors=True)

    def _plant(self):
        write_dataset(self.root / "data")
        shutil.copyfile(ROOT / "CITATION.cff", self.root / "CITATION.cff")
        (self.root / ".gitignore").write_text("_build/\ndist/\n", "utf-8")
        for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "All"]):
            subprocess.run([*GIT, *command], cwd=self.root, check=True, capture_output=True)
        downloads = self.outputs.html / "_downloads"
        (downloads / "data").mkdir(parents=True)
        for name in freeze.BOOK:
            (downloads / name).write_bytes(b"x")
        for name in ("values", "records"):
            (downloads / f"{name}.json").write_text("{}", "utf-8")
        (self.outputs.html / "index.html").write_text("<body>new</body>", "utf-8")

    def act(self):
        freeze.finish(self.root, self.dist, EDITION)
        if not manifest_path(self.root, EDITION).exists():
            freeze.freeze(self.root, self.outputs, self.dist, EDITION, {"confirmed": 1})

    def state(self):
        folder, manifest = self.dist / EDITION, manifest_path(self.root, EDITION)
        kept = "none"
        if folder.exists():
            sums = subprocess.run(
                ["sha256sum", "--quiet", "-c", "SHA256SUMS"], cwd=folder, check=False, capture_output=True
            )
            kept = "half" if sums.returncode else "whole"
        told = "none"
        if manifest.exists():
            told = "whole" if json.loads(manifest.read_text("utf-8"))["edition"] == EDITION else "half"
        return [kept, told]


def at_step(step, how, deed):
    """Do something to this process before its so many-th touch of the disk, or of those that need room on it."""
    count = 0

    def watch(event, arguments):
        nonlocal count
        if not (_needs_room(event, arguments) if how == "full" else event.split(".")[0] in TOUCHES):
            return
        count += 1
        if count == step:
            if deed == "kill":
                os.kill(os.getpid(), signal.SIGKILL)
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(arguments[0]))

    sys.addaudithook(watch)


def _needs_room(event, arguments):
    writes = event == "open" and (arguments[2] or 0) & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
    return writes or event in ("os.mkdir", "os.rename")


def forked(scenario, step, how, deed):
    """Act in a process of its own; return its exit status, or the signal that ended it, less than zero."""
    child = os.fork()
    if child == 0:
        status = 0
        try:
            if step:
                at_step(step, how, deed)
            scenario.act()
        except (OSError, SummitWatchError) as error:  # both are one line of the command's
            status = 3 if os.strerror(errno.ENOSPC) in str(error) else 4
        except BaseException:
            status = 5
        os._exit(status)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)


def main():
    tries, seed = int(sys.argv[1]), int(sys.argv[2])
    for kind in (Publish, Pdf, Tables, Freeze):
        with tempfile.TemporaryDirectory(prefix="summitwatch-killing-") as folder:
            for how in ("kill", "full"):
                for told in tried(kind(), Path(folder), how, tries, seed):
                    print(json.dumps({"scenario": kind.__name__.lower(), "how": how} | told), flush=True)


def tried(scenario, room, how, tries, seed):
    """Try some of the steps, the last among them."""
    last = steps(scenario, room, how)
    chosen = sorted({*random.Random(seed).sample(range(1, last + 1), min(tries, last)), last})
    for step in chosen:
        scenario.prepare(room)
        status = forked(scenario, step, how, how)
        left = scenario.state()
        scenario.again(room)
        again = forked(scenario, None, how, how)
        yield {
            "step": step,
            "of": last,
            "status": status,
            "left": left,
            "again": again,
            "after": scenario.state(),
        }


def steps(scenario, room, how):
    """Count the steps by doubling and halving: the last step that is reached."""
    low, high = 0, 1
    while reached(scenario, room, how, high):
        low, high = high, high * 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if reached(scenario, room, how, middle) else (low, middle)
    return low


def reached(scenario, room, how, step):
    scenario.prepare(room)
    return forked(scenario, step, how, "kill") < 0


if __name__ == "__main__":
    main()
