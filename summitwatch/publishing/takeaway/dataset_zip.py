"""The dataset in three forms: one zip of CSV with all that explains it, SQLite, and Parquet."""

from pathlib import Path

from summitwatch.publishing.edition import Edition
from summitwatch.publishing.takeaway.archive import zipped
from summitwatch.publishing.takeaway.codebook import codebook
from summitwatch.publishing.takeaway.spreadsheet import RULE, safe_csv
from summitwatch.publishing.takeaway.tables import parquet_bytes
from summitwatch.tables import DESCRIPTION, Dataset


def dataset_zip(root: Path, dataset: Dataset, edition: Edition, codebook_pdf: bytes) -> bytes:
    """Return the zip: tables, copies for spreadsheets, description, codebook, licence and citation."""
    paths = [resource["path"] for resource in dataset.description["resources"]]
    files = {name: (dataset.folder / name).read_bytes() for name in (DESCRIPTION, *paths)}
    files |= {f"for-spreadsheets/{name}": _for_spreadsheets(files[name]) for name in paths}
    files |= {
        name: (root / name).read_bytes()
        for name in ("LICENSE-TEXT", "CITATION.cff")
        if (root / name).is_file()
    }
    files["codebook.md"] = codebook(dataset, edition).encode()
    files["codebook.pdf"] = codebook_pdf
    files["README.md"] = _readme(dataset, edition).encode()
    return zipped(files, edition.date)


def parquet_zip(dataset: Dataset, edition: Edition) -> bytes:
    """Return all tables as Parquet, a file each."""
    names = [resource["name"] for resource in dataset.description["resources"]]
    files = {f"{name}.parquet": parquet_bytes(dataset, name, edition) for name in names}
    return zipped(files | {"README.md": _readme(dataset, edition).encode()}, edition.date)


def _for_spreadsheets(table: bytes) -> bytes:
    """Return a table with the mark by which spreadsheets know UTF-8, and no cell that is a formula."""
    return b"\xef\xbb\xbf" + safe_csv(table.decode("utf-8")).encode()


def _readme(dataset: Dataset, edition: Edition) -> str:
    count = len(dataset.description["resources"])
    return (
        f"# {dataset.description['title']}\n\n{edition.stamp} (full digest {edition.digest}).\n"
        f"By {'; '.join(edition.authors)}. {edition.licence}.\n\n"
        f"{count} tables. `datapackage.json` describes them (Frictionless Data Package); the codebook says\n"
        "the same in words. The digest is over the description and the tables at the top of the archive.\n"
        f"Its folder `for-spreadsheets` holds copies to be opened in one. {RULE}\n"
    )
