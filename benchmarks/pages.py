"""Measure the built pages: Lighthouse, the Nu HTML checker, axe at double size.

Needs a built book (`make book`), Chromium, Java, and three packages of npm in a folder of their own:

    npm install --prefix TOOLS lighthouse vnu-jar axe-core
    python -m benchmarks.pages TOOLS
"""

import argparse
import gzip
import http.server
import json
import os
import shutil
import subprocess
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.results import keep

ROOT = Path(__file__).resolve().parent.parent
HTML = ROOT / "_build" / "html"
PAGES = {"landing": "chapters/index", "chronology": "chapters/chronology", "ledger": "chapters/evidence"}
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
_PACKED = (".html", ".css", ".js", ".svg", ".json")


class Packed(http.server.SimpleHTTPRequestHandler):
    """Serves a folder as a web server does: text packed with gzip, and nothing said."""

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        if path.suffix not in _PACKED or not path.is_file():
            super().do_GET()
            return
        body = gzip.compress(path.read_bytes(), 6)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)) + "; charset=utf-8")
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=31536000")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on a free port of this machine and return its address."""

    def handler(*args: Any) -> Packed:
        return Packed(*args, directory=str(folder))

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def chromium() -> str:
    """Return the browser's path."""
    found = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if not found:
        raise SystemExit("no Chromium found: set CHROMIUM to one's path")
    return found


def lighthouse(tools: Path, address: str) -> list[dict[str, Any]]:
    """Return the four scores of each page, on a telephone and on a desk, with what cost points."""
    rows = []
    for device in ("mobile", "desktop"):
        for name, page in PAGES.items():
            command = [str(tools / "node_modules/.bin/lighthouse"), f"{address}/{page}.html"]
            command += ["--output=json", "--quiet", "--chrome-flags=--headless=new --no-sandbox"]
            command += [f"--only-categories={','.join(CATEGORIES)}"]
            command += ["--preset=desktop"] if device == "desktop" else []
            run = subprocess.run(
                command, capture_output=True, text=True, check=True,
                env={**os.environ, "CHROME_PATH": chromium()},
            )  # fmt: skip
            found = json.loads(run.stdout)
            scores = {c: round(found["categories"][c]["score"] * 100) for c in CATEGORIES}
            rows.append({"page": name, "device": device, **scores, "lost by": "; ".join(lost(found)) or "–"})
    return rows


def lost(found: dict[str, Any]) -> list[str]:
    """Return what took points, from the report of Lighthouse."""
    audits = found["audits"]
    names = []
    for category in found["categories"].values():
        for part in category["auditRefs"]:
            score = audits[part["id"]].get("score")
            if part.get("weight") and score is not None and score < 0.9:
                names.append(f"{audits[part['id']]['title']} ({audits[part['id']].get('displayValue', '')})")
    return list(dict.fromkeys(names))


def checked(tools: Path) -> list[dict[str, Any]]:
    """Return what the Nu checker finds in all pages, by message."""
    jar = next(tools.glob("node_modules/vnu-jar/build/dist/vnu.jar"))
    command = [
        "java",
        "-Xss4m",
        "-jar",
        str(jar),
        "--format",
        "json",
        "--skip-non-html",
        "--exit-zero-always",
        ".",
    ]
    run = subprocess.run(command, cwd=HTML, capture_output=True, text=True, check=True)
    messages = json.loads(run.stderr or run.stdout)["messages"]
    counts = Counter((m.get("subType") or m["type"], m["message"]) for m in messages)
    return [{"kind": kind, "message": text, "times": n} for (kind, text), n in counts.most_common()] or [
        {"kind": "error", "message": "none", "times": 0}
    ]


def zoomed(tools: Path) -> list[dict[str, Any]]:
    """Return axe's violations and what sticks out sideways at 200%, which is a window of half the width."""
    from playwright.sync_api import sync_playwright

    axe = (tools / "node_modules/axe-core/axe.min.js").read_text("utf-8")
    rows = []
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        for theme in ("light", "dark"):
            context = browser.new_context(
                viewport={"width": 640, "height": 400},
                device_scale_factor=2,
                color_scheme=theme,
                bypass_csp=True,
            )
            page = context.new_page()
            for path in sorted((HTML / "chapters").glob("*.html")):
                page.goto(path.as_uri())
                page.add_script_tag(content=axe)
                found = page.evaluate(
                    "axe.run({runOnly: ['wcag2a','wcag2aa','wcag21a','wcag21aa','wcag22aa']})"
                )
                over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
                told = "; ".join(f"{v['id']} ×{len(v['nodes'])}" for v in found["violations"]) or "none"
                rows.append(
                    {"page": path.stem, "theme": theme, "violations": told, "px too wide": max(0, over)}
                )
        browser.close()
    return rows


def main() -> None:
    """Measure and keep."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("tools", type=Path, help="folder into which npm put lighthouse, vnu-jar and axe-core")
    parser.add_argument("--only", choices=("lighthouse", "nu", "axe"))
    asked = parser.parse_args()
    if asked.only in (None, "nu"):
        keep("pages: Nu HTML checker", checked(asked.tools))
    if asked.only in (None, "axe"):
        keep("pages: axe at 200%", zoomed(asked.tools))
    if asked.only in (None, "lighthouse"):
        with served(HTML) as address:
            keep("pages: Lighthouse", lighthouse(asked.tools, address))


if __name__ == "__main__":
    main()
