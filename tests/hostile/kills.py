"""Kill whole builds of a small book at random moments, then fill and lock its disk: `make kills KILLS=30`.

After each kill the site and the PDF are those of a build that ended, byte for byte; every fifth time, and at the
end, the next run completes.
"""

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from hashlib import sha256
from pathlib import Path

from hostile_book import write_book

from summitwatch.errors import BuildError
from summitwatch.publishing.build import build

CODE = "import sys; from pathlib import Path; from summitwatch.publishing.build import build; build(Path(sys.argv[1]))"
SEED = 20261128


def listing(folder):
    """Return a digest over every file of a folder."""
    total = sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        total.update(f"{path.relative_to(folder)}\0{sha256(path.read_bytes()).hexdigest()}\n".encode())
    return total.hexdigest()


def whole(root):
    """Return what a reader finds: the site and the PDF."""
    return listing(root / "_build" / "html"), listing(root / "_build" / "pdf")


def killed(root, seconds):
    """Build, kill all of it after some seconds, and return at which step it was."""
    command = [sys.executable, "-u", "-c", CODE, str(root)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True
    ) as run:
        try:
            run.wait(seconds)
        except subprocess.TimeoutExpired:
            os.killpg(run.pid, signal.SIGKILL)
        lines = run.stdout.read().splitlines()
    return (
        "ended by itself"
        if run.returncode == 0
        else ([line for line in lines if line.endswith("…")] or ["starting …"])[-1]
    )


def many(root, kills):
    """Kill so many builds; return what is wrong."""
    page, wrong, sound = root / "chapters" / "index.md", [], []
    for number in (-1, 0):  # the second build finds caches, as those do that are killed
        page.write_text(page.read_text("utf-8") + f"\nSentence {number}.\n", "utf-8")
        start = time.monotonic()
        build(root, say=lambda line: None)
        whole_time = time.monotonic() - start
        sound.append(whole(root))
    chance = random.Random(SEED)
    for number in range(1, kills + 1):
        page.write_text(page.read_text("utf-8") + f"\nSentence {number}.\n", "utf-8")
        step = killed(root, chance.uniform(0, whole_time))
        left = whole(root)
        if step == "ended by itself":
            sound.append(left)
        fine = left[0] in {html for html, _ in sound} and left[1] in {pdf for _, pdf in sound}
        print(f"{number:3} {'whole' if fine else 'HALF '} {step}", flush=True)
        wrong += [] if fine else [step]
        if number % 5 == 0 or number == kills:
            build(root, say=lambda line: None)
            sound.append(whole(root))
            assert f"Sentence {number}." in (root / "_build" / "html" / "chapters" / "index.html").read_text(
                "utf-8"
            )
    return wrong


def disks(root, room):
    """Build onto a disk of two megabytes, and onto one that may only be read; return what is wrong."""
    room.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", room], check=False).returncode:
        print("a small disk cannot be mounted here: only root can")
        return []
    wrong = []
    try:
        (room / "html").mkdir()
        (room / "html" / "index.html").write_text("old", "utf-8")
        for name, options in (("full", "size=2m"), ("read-only", "ro")):
            subprocess.run(["mount", "-o", f"remount,{options}", room], check=True)
            try:
                build(root, output=room, say=lambda line: None)
                wrong.append(f"{name}: no error")
            except BuildError as error:
                print(f"{name}: {str(error).splitlines()[0][:160]}")
            wrong += (
                []
                if (room / "html" / "index.html").read_text("utf-8") == "old"
                else [f"{name}: the old site is gone"]
            )
    finally:
        subprocess.run(["umount", room], check=True)
    return wrong


def main():
    with tempfile.TemporaryDirectory(prefix="summitwatch-kills-") as folder:
        root = Path(folder) / "book"
        root.mkdir()
        write_book(root, 4)
        wrong = many(root, int(sys.argv[1])) + disks(root, Path(folder) / "disk")
    print(f"{sys.argv[1]} kills: {len(wrong) or 'none'} left anything half", *wrong)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
