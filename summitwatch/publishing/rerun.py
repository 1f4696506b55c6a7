"""Execute the notebooks offered for download as a reader might: alone, in any order, twice in one kernel."""

import asyncio
import sys
import tempfile
from collections.abc import Iterable
from copy import deepcopy
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from nbformat import NotebookNode

from summitwatch.publishing.downloads import FOLDER
from summitwatch.publishing.kernels import adopt
from summitwatch.publishing.nursery import Nursery
from summitwatch.publishing.outputs import ROOT


def rerun(html: Path, names: Iterable[str] = ()) -> list[str]:
    """Execute notebooks of a built book twice each, the last first, and return what came out otherwise."""
    paths = sorted((html / FOLDER).glob("*.ipynb"), reverse=True)
    wanted = set(names) or {path.stem for path in paths}
    with tempfile.TemporaryDirectory(prefix="summitwatch-rerun-") as folder, Nursery() as nursery:
        runs = [_twice(path, Path(folder), nursery) for path in paths if path.stem in wanted]
        return [line for run in runs for line in asyncio.run(run)]


async def _twice(path: Path, folder: Path, nursery: Nursery) -> list[str]:
    """Execute a notebook in a folder that holds nothing, then again in the same kernel."""
    told: NotebookNode = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    where = {"metadata": {"path": str(folder)}}
    client = NotebookClient(deepcopy(told), resources=where, timeout=300)
    adopt(client, nursery)
    try:
        async with client.async_setup_kernel(cleanup_kc=True):
            await client.async_execute(cleanup_kc=False)
            again = NotebookClient(deepcopy(told), resources=where, timeout=300, km=client.km)
            again.kc = client.kc
            await again.async_execute(cleanup_kc=False)
    except CellExecutionError as error:
        return [f"{path.name}: {error.ename}: {error.evalue}"]
    both = (("alone", client.nb), ("for the second time", again.nb))
    return [f"{path.name}, {how}: {line}" for how, ran in both for line in _otherwise(told, ran)]


def _otherwise(told: NotebookNode, ran: NotebookNode) -> list[str]:
    """Return the cells whose outputs, apart from their running number, are not those that the book shows."""
    pairs = enumerate(zip(told.cells, ran.cells, strict=True), 1)
    return [f"cell {n} gives something else" for n, (a, b) in pairs if _outputs(a) != _outputs(b)]


def _outputs(cell: NotebookNode) -> list[dict[str, object]]:
    return [
        {key: value for key, value in output.items() if key not in ("execution_count", "metadata")}
        for output in cell.get("outputs", [])
    ]


if __name__ == "__main__":
    found = rerun(ROOT / "_build" / "html", sys.argv[1:])
    print(*found or ["every notebook gives what the book shows, alone and twice in one kernel"], sep="\n")
    sys.exit(bool(found))
