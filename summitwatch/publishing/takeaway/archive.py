"""Archives that are the same bytes whenever they are packed: names sorted, one date, no owner."""

import calendar
import gzip
import io
import tarfile
import zipfile
from collections.abc import Mapping
from datetime import date

FILE, PROGRAM = 0o644, 0o755


def zipped(files: Mapping[str, bytes], day: date) -> bytes:
    """Return a zip of files by their names."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
            entry.create_system, entry.external_attr = 3, FILE << 16
            archive.writestr(entry, files[name], zipfile.ZIP_DEFLATED, 9)
    return out.getvalue()


def tarred(files: Mapping[str, tuple[bytes, int]], folder: str, day: date) -> bytes:
    """Return a gzipped tar of one folder, from content and mode by name."""
    seconds = calendar.timegm(day.timetuple())
    out = io.BytesIO()
    with (
        gzip.GzipFile(filename="", mode="wb", fileobj=out, mtime=seconds, compresslevel=9) as packed,
        tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as archive,
    ):
        for name in sorted(files):
            content, mode = files[name]
            entry = tarfile.TarInfo(f"{folder}/{name}")
            entry.size, entry.mode, entry.mtime = len(content), mode, seconds
            archive.addfile(entry, io.BytesIO(content))
    return out.getvalue()
