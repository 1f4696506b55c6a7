"""Set the PDF of a built book from its gathered chapters, and nothing else.

python -m benchmarks.pdf_alone ROOT
"""

import sys
import tempfile
from pathlib import Path

import yaml

from summitwatch.publishing.build import part_titles
from summitwatch.publishing.edition import read_edition
from summitwatch.publishing.outputs import PDF_NAME, Outputs
from summitwatch.publishing.pdf import write_pdf
from summitwatch.tables import load


def main() -> None:
    """Write the PDF into a folder that goes afterwards."""
    root = Path(sys.argv[1])
    edition = read_edition(load(root / "data"), root / "CITATION.cff")
    parts = part_titles(yaml.safe_load((root / "_toc.yml").read_text("utf-8")))
    singlehtml = Outputs(root / "_build").sphinx / "singlehtml"
    with tempfile.TemporaryDirectory() as folder:
        write_pdf(singlehtml, Path(folder) / PDF_NAME, edition, parts)


if __name__ == "__main__":
    main()
