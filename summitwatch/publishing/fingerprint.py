"""A fingerprint of all that the chapters' results depend on, so that a stale cache is never used."""

import platform
import re
import shutil
from hashlib import sha256
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config

from summitwatch.publishing.dataset import data_folder
from summitwatch.publishing.outputs import CITATION, ROOT

PACKAGE = ROOT / "summitwatch"
_CODE = (".py", ".mplstyle")
_DIGITS = 16


def fingerprint(
    data: Path, package: Path = PACKAGE, lock: Path = ROOT / "requirements.txt", citation: Path = CITATION
) -> str:
    """Hash names and bytes of data, package, lock and edition, and the Python version, to 16 hex digits."""
    inputs = {f"data/{p.relative_to(data).as_posix()}": p for p in data.rglob("*") if p.is_file()}
    for path in package.rglob("*"):
        if path.suffix in _CODE:
            inputs[f"package/{path.relative_to(package).as_posix()}"] = path
    inputs |= {path.name: path for path in (lock, citation) if path.is_file()}
    total = sha256(platform.python_version().encode())
    for name in sorted(inputs):
        total.update(f"{name}\0".encode())
        total.update(sha256(inputs[name].read_bytes()).digest())
    return total.hexdigest()[:_DIGITS]


def remove_stale(base: Path, keep: str) -> None:
    """Remove the caches of other fingerprints, which nothing can use again."""
    if not base.is_dir():
        return
    for folder in base.iterdir():
        if folder.name != keep and re.fullmatch(rf"[0-9a-f]{{{_DIGITS}}}", folder.name):
            shutil.rmtree(folder)


def _choose_cache(app: Sphinx, config: Config) -> None:
    """Give the notebooks a cache of their own for each fingerprint."""
    config.summitwatch_fingerprint = fingerprint(data_folder(app))
    if "nb_execution_cache_path" not in config:
        return
    base = Path(config.nb_execution_cache_path or Path(app.outdir).parent / ".jupyter_cache").resolve()
    remove_stale(base, config.summitwatch_fingerprint)
    config.nb_execution_cache_path = str(base / config.summitwatch_fingerprint)


def setup_fingerprint(app: Sphinx) -> None:
    """Register the fingerprint; a new one makes Sphinx read every page again."""
    app.add_config_value("summitwatch_fingerprint", "", "env", str)
    app.connect("config-inited", _choose_cache)
