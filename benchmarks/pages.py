"""Measure the built pages: Lighthouse, the Nu HTML checker, the bytes of each page.

`make audit` runs this on the built book; it needs Chromium, Java and npm, which puts two pinned packages into
a folder of their own. It ends with a failure if the checker finds an error.
"""

import argparse
import gzip
import http.server
import json
import os
import shutil
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import unquote, urlsplit

from benchmarks.results import keep

ROOT = Path(__file__).resolve().parent.parent
HTML = ROOT / "_build" / "html"
PAGES = {"landing": "chapters/index", "chronology": "chapters/chronology", "ledger": "chapters/evidence"}
TOOLS = ("lighthouse@12.8.2", "vnu-jar@26.9.27")
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
    """Return what the Nu checker finds in all pages, by message; of a policy's 'self' it knows nothing."""
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
    found = [
        m for m in json.loads(run.stderr or run.stdout)["messages"] if "Security Policy" not in m["message"]
    ]
    counts = Counter((m.get("subType") or m["type"], m["message"]) for m in found)
    rows = [{"kind": kind, "message": text, "times": n} for (kind, text), n in counts.most_common()]
    errors = sum(m["type"] == "error" for m in found)
    return [{"kind": "error", "message": "all together", "times": errors}, *rows]


def weighed() -> list[dict[str, Any]]:
    """Return the bytes of each page with all that it asks for, uncompressed, all other hosts blocked."""
    from playwright.sync_api import sync_playwright

    rows = []
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        for path in sorted(HTML.glob("chapters/*.html")):
            asked: set[str] = set()
            page = browser.new_page()
            page.route("http*://**", lambda route: route.abort())
            page.on("request", lambda request, asked=asked: asked.add(request.url))
            page.goto(path.as_uri(), wait_until="load")
            files = {
                Path(unquote(urlsplit(address).path)) for address in asked if address.startswith("file:")
            }
            kilobytes = sum(file.stat().st_size for file in files) / 1000
            rows.append({"page": path.stem, "requests": len(files), "kB": round(kilobytes)})
            page.close()
        browser.close()
    return rows


def tools(folder: Path) -> Path:
    """Let npm put the tools into a folder."""
    subprocess.run(["npm", "install", "--silent", "--no-audit", "--prefix", str(folder), *TOOLS], check=True)
    return folder


def main() -> None:
    """Measure and keep."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tools", type=Path, help="folder that holds the tools already")
    parser.add_argument("--only", choices=("lighthouse", "nu", "weight"))
    asked = parser.parse_args()
    with TemporaryDirectory() as folder:
        places = asked.tools or tools(Path(folder))
        if asked.only in (None, "weight"):
            keep("pages: weight", weighed())
        if asked.only in (None, "lighthouse"):
            with served(HTML) as address:
                keep("pages: Lighthouse", lighthouse(places, address))
        if asked.only in (None, "nu"):
            rows = checked(places)
            keep("pages: Nu HTML checker", rows)
            sys.exit(bool(rows[0]["times"]))


if __name__ == "__main__":
    main()
