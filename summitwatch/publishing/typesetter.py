"""Set one text with typst, in a process whose memory ends with it: typst keeps all that it ever laid out.

It is run as a file, so that nothing but typst has to be imported. What is asked comes as JSON on standard
input; the PDF, or the pictures of the pages as JSON, or as JSON what went wrong, go to standard output.
"""

import base64
import json
import sys
from typing import Any

import typst


def main() -> int:
    """Set the text and return 0, or tell what is wrong and return 1."""
    asked = json.load(sys.stdin)
    fonts = typst.Fonts(include_system_fonts=False, font_paths=asked["fonts"])
    form: dict[str, Any] = (
        {"format": "png", "ppi": asked["ppi"]}
        if "ppi" in asked
        else {"format": "pdf", "pdf_standards": ["ua-1"], "timestamp": asked["timestamp"]}
    )
    try:
        made, warnings = typst.compile_with_warnings(
            asked["source"], root=asked["root"], font_paths=fonts, **form
        )
    except typst.TypstError as error:
        return _wrong({"error": str(error.message), "place": str(error.diagnostic or "")})
    if warnings:
        return _wrong({"warnings": sorted({warning.message for warning in warnings})})
    if "ppi" in asked:
        pages = [made] if isinstance(made, bytes) else list(made or [])
        sys.stdout.write(json.dumps([base64.b64encode(page).decode("ascii") for page in pages]))
    else:
        sys.stdout.buffer.write(made)
    return 0


def _wrong(what: dict[str, object]) -> int:
    sys.stdout.write(json.dumps(what))
    return 1


if __name__ == "__main__":
    sys.exit(main())
