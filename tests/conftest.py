"""What all tests share: the built book, a browser, and no skipping in CI."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings

from summitwatch.errors import SummitWatchError

# a slow machine is no fault of what is tested
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")

ROOT = Path(__file__).resolve().parent.parent
IN_CI = bool(os.environ.get("CI"))
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "chrome")


@dataclass(frozen=True)
class Book:
    """The built book, and the folder it was built from."""

    root: Path
    html: Path
    pdf: Path


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Keep the other test process waiting, so that the book is not built twice at once."""
    folder = ROOT / "_build"
    folder.mkdir(exist_ok=True)
    with (folder / ".tests.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@pytest.fixture(scope="session")
def book() -> Book:
    """Build the book as `make book` does; with nothing changed this takes no time."""
    from summitwatch.publishing.build import build

    try:
        with one_at_a_time():
            outputs = build(ROOT)
    except SummitWatchError as error:
        pytest.fail(f"the book cannot be built: {error}", pytrace=False)
    return Book(ROOT, outputs.html, outputs.pdf)


@pytest.fixture(scope="module")  # no longer, for its event loop would be in the way of other tests
def browser() -> Iterator[object]:
    """Start the Chromium of the system."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUMS)), None)
    if not found:
        pytest.skip("no Chromium found: apt-get install chromium, or set CHROMIUM to one's path")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    return refuse_skip(report)


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector):
    report = yield
    return refuse_skip(report)


def refuse_skip(report):
    """In CI everything must run, so a skip is a failure; an expected failure stays one."""
    if IN_CI and report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[-1] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"skipped, which CI does not allow: {reason}"
    return report
