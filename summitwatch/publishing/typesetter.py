"""Set texts with typst, in a process whose memory ends with it: typst keeps all that it ever laid out.

It is run as a file, so that nothing but typst has to be imported. Every line of standard input asks for a
text, as JSON; what it has in common with those before is not laid out anew. Each is answered on standard
output by a line of JSON, which tells what went wrong, or how many bytes follow: those of the PDF, or as JSON
the pictures of the pages, or the answer to a question of the text.
"""

import base64
import json
import sys
from typing import Any

import typst


def main() -> None:
    """Answer until nothing more is asked."""
    shelves: dict[tuple[str, ...], typst.Fonts] = {}
    for line in sys.stdin.buffer:
        asked = json.loads(line)
        folders = tuple(asked["fonts"])
        if folders not in shelves:
            shelves[folders] = typst.Fonts(include_system_fonts=False, font_paths=list(folders))
        told, made = _answer(asked, shelves[folders])
        sys.stdout.buffer.write(json.dumps(told).encode() + b"\n" + made)
        sys.stdout.buffer.flush()


def _answer(asked: dict[str, Any], fonts: typst.Fonts) -> tuple[dict[str, object], bytes]:
    """Return what is told of a text, and its bytes."""
    form: dict[str, Any] = (
        {"format": "png", "ppi": asked["ppi"]}
        if "ppi" in asked
        else {"format": "pdf", "pdf_standards": ["ua-1"], "timestamp": asked.get("timestamp")}
    )
    try:
        text = typst.Compiler(asked["source"], root=asked["root"], font_paths=fonts)
        if "question" in asked:
            answer = text.eval(asked["question"]).encode()
            return {"bytes": len(answer)}, answer
        made, warnings = text.compile_with_warnings(**form)
    except typst.TypstError as error:
        return {"error": str(error.message), "place": str(error.diagnostic or "")}, b""
    if warnings:
        return {"warnings": sorted({warning.message for warning in warnings})}, b""
    files = [made] if isinstance(made, bytes) else list(made or [])
    if "ppi" in asked:
        files = [json.dumps([base64.b64encode(page).decode("ascii") for page in files]).encode()]
    (whole,) = files
    return {"bytes": len(whole)}, whole


if __name__ == "__main__":
    main()
