"""Set one text with typst, in a process whose memory ends with it: typst keeps all that it ever laid out.

It is run as a file, so that nothing but typst has to be imported. What is asked comes as JSON on standard
input; the PDF, or as JSON what went wrong, goes to standard output.
"""

import json
import sys

import typst


def main() -> int:
    """Set the text and return 0, or tell what is wrong and return 1."""
    asked = json.load(sys.stdin)
    fonts = typst.Fonts(include_system_fonts=False, font_paths=asked["fonts"])
    try:
        pdf, warnings = typst.compile_with_warnings(
            asked["source"], root=asked["root"], font_paths=fonts, format="pdf",
            pdf_standards=["ua-1"], timestamp=asked["timestamp"],
        )  # fmt: skip
    except typst.TypstError as error:
        return _wrong({"error": str(error.message), "place": str(error.diagnostic or "")})
    if warnings:
        return _wrong({"warnings": sorted({warning.message for warning in warnings})})
    sys.stdout.buffer.write(pdf)
    return 0


def _wrong(what: dict[str, object]) -> int:
    sys.stdout.write(json.dumps(what))
    return 1


if __name__ == "__main__":
    sys.exit(main())
