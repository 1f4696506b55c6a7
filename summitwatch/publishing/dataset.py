"""The dataset and the edition that a build uses, loaded once."""

from functools import lru_cache
from pathlib import Path

from sphinx.application import Sphinx

from summitwatch.publishing.edition import Edition, read_edition
from summitwatch.publishing.outputs import CITATION
from summitwatch.tables import DATA, Dataset, load


def data_folder(app: Sphinx) -> Path:
    """Return the folder named by `summitwatch_data`, seen from the book's folder."""
    return Path(app.srcdir, app.config.summitwatch_data).resolve()


def dataset_of(app: Sphinx) -> Dataset:
    """Return the dataset of a build."""
    return _load(data_folder(app), app.config.summitwatch_fingerprint)


def edition_of(app: Sphinx) -> Edition:
    """Return the edition of a build."""
    own = Path(app.srcdir, CITATION.name)
    return _edition(data_folder(app), app.config.summitwatch_fingerprint, own if own.is_file() else CITATION)


@lru_cache(maxsize=4)
def _load(folder: Path, fingerprint: str) -> Dataset:
    """Load a folder once for each state of its files, which the fingerprint tells apart."""
    return load(folder)


@lru_cache(maxsize=4)
def _edition(folder: Path, fingerprint: str, citation: Path) -> Edition:
    return read_edition(_load(folder, fingerprint), citation)


def setup_dataset(app: Sphinx) -> None:
    """Register where the data is."""
    app.add_config_value("summitwatch_data", str(DATA), "env", str)
