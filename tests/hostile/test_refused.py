"""What is refused, and how: one message with file, row, field, what was found, what is allowed, how to mend it."""

import csv
import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from conftest import write_dataset

from summitwatch.analysis.editions import read_manifest
from summitwatch.checks import check
from summitwatch.checks.schema import schema_problems
from summitwatch.checks.text import hidden_characters, look_alikes, room
from summitwatch.errors import BuildError, DataError
from summitwatch.publishing.build import build
from summitwatch.publishing.edition import read_edition
from summitwatch.publishing.editions import past
from summitwatch.publishing.editions.bundle import SUMS, compare
from summitwatch.reading.decisions import decided
from summitwatch.reading.drafts import Drafts
from summitwatch.tables import load
from summitwatch.tables.outside import may_hide

ROOT = Path(__file__).resolve().parents[2]
HIDDEN = {
    "right-to-left override": "\u202e", "left-to-right embedding": "\u202a", "pop direction": "\u202c",
    "isolate": "\u2066", "pop isolate": "\u2069", "right-to-left mark": "\u200f", "Arabic letter mark": "\u061c",
    "zero-width space": "\u200b", "zero-width joiner": "\u200d", "zero-width non-joiner": "\u200c",
    "word joiner": "\u2060", "invisible times": "\u2062", "byte order mark": "\ufeff", "soft hyphen": "\u00ad",
    "Mongolian separator": "\u180e", "Hangul filler": "\u3164", "variation selector": "\ufe0f",
    "tag letter": "\U000e0041", "interlinear mark": "\ufff9", "grapheme joiner": "\u034f", "no character": "\uffff",
    "private": "\ue000", "line separator": "\u2028", "paragraph separator": "\u2029", "next line": "\x85",
    "escape": "\x1b", "bell": "\x07", "delete": "\x7f", "tab": "\t", "line feed": "\n", "null": "\x00",
}  # fmt: skip
LOOK_ALIKE = {
    "full-width digits": ("events", "event_id", "EV１０２"),
    "Arabic digits": ("statements", "statement_id", "ST١٠٢"),
    "Devanagari digits": ("quotations", "quotation_id", "QU१०२"),
    "mathematical digits": ("claims", "claim_id", "CL𝟏𝟎𝟐"),
    "digits of a sentence": ("sentences", "sentence_id", "S1-０1-1"),
}
ODD_IDS = {
    "a Cyrillic letter": "ЕV102", "a Greek letter": "ΕV102", "full-width letters": "ＥＶ102", "lower case": "ev102",
    "a blank behind": "EV102 ", "a superscript": "EV10²", "a path": "../EV102", "a path up": "EV102/../..",
    "a tag": "<b>EV102</b>", "an anchor": "EV102#x", "a shell command": "EV102;ls", "too many digits": "EV1000000000",
    "an expansion": "{{EV102}}", "nothing": "", "a percent sign": "EV%31%30", "a backslash": "EV102\\x",
}  # fmt: skip
ADDRESSES = {
    "a script": "javascript:window.ran=1", "a script in capitals": "JaVaScRiPt:alert(1)", "data": "data:text/html,<b>",
    "a Visual Basic script": "vbscript:x", "a file": "file:///etc/passwd", "no scheme": "//evil.example/x",
    "a blank": "https://example.org/a b", "a blank before": " https://example.org", "a quotation mark": 'https://x.example"onload=x',
    "a tag": "https://x.example/<script>", "another scheme": "ftp://example.org/x", "a view": "view-source:https://x",
    "a blob": "blob:https://x.example", "an expansion": "https://x.example/{{7*7}}", "a backslash": "https:\\\\x.example",
    "a backtick": "https://x.example/`x`", "a path": "../../etc/passwd", "nothing but a scheme": "https://",
}  # fmt: skip
NUMBERS = {
    "a word": "many", "below none": "-1", "a fraction": "1.5", "an exponent": "1e9", "no number": "NaN", "infinity": "inf",
    "hexadecimal": "0x10", "a formula": "=1+1", "a blank between": "1 0",
}  # fmt: skip


@pytest.fixture(scope="module")
def sound(tmp_path_factory, write_hostile):
    """Tables without a fault, to be copied."""
    folder = tmp_path_factory.mktemp("sound") / "data"
    write_hostile(folder, 40)
    check(folder)
    return folder


@pytest.fixture
def folder(sound, tmp_path):
    return Path(shutil.copytree(sound, tmp_path / "data"))


def put(folder, table, row, field, value):
    """Write a value into a cell, the row counted as the file counts if no cell had a line feed."""
    path = folder / f"{table}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    rows[row - 1][rows[0].index(field)] = value
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


def problems(folder):
    with pytest.raises(DataError) as caught:
        check(folder)
    return caught.value.problems


def told(found, file, row, field):
    """Return the one problem of a place, of which every part is told."""
    [problem] = [it for it in found if (it.file, it.row, it.field) == (file, row, field)]
    assert problem.found and problem.allowed and problem.mend
    return problem


@pytest.fixture(scope="module")
def unseen(sound, tmp_path_factory):
    """The problems of tables with a hidden character in each of many rows, found at once."""
    folder = Path(shutil.copytree(sound, tmp_path_factory.mktemp("unseen") / "data"))
    for row, character in enumerate(HIDDEN.values(), start=2):
        put(folder, "notes", row, "text", f"before{character}after")
    for row, (field, size) in enumerate((("text", 2001), ("value", 1_000_000)), start=30):
        put(folder, "claims", row, field, "x" * size)
    return problems(folder)


@pytest.mark.parametrize("name", HIDDEN)
def test_a_character_that_cannot_be_seen_is_refused(unseen, name):
    row = list(HIDDEN).index(name) + 2
    assert told(unseen, "notes.csv", row, "text").found == f"a hidden character U+{ord(HIDDEN[name]):04X}"


@pytest.mark.parametrize(("row", "field", "size"), [(30, "text", 2001), (31, "value", 1_000_000)])
def test_a_cell_without_end_is_refused(unseen, row, field, size):
    problem = told(unseen, "claims.csv", row, field)
    assert (problem.found, problem.allowed) == (f"{size} characters", "2000 characters at most")


@pytest.mark.parametrize("name", LOOK_ALIKE)
def test_an_id_that_looks_like_another_is_refused(sound, tmp_path, name):
    table, field, value = LOOK_ALIKE[name]
    data = load(sound)
    frame = data[table]
    frame.loc[0, field] = value
    [problem] = look_alikes(replace(data, tables={**data.tables, table: frame}))
    assert (problem.file, problem.row, problem.field) == (f"{table}.csv", 2, field)
    assert value in problem.found and " DIGIT " in problem.found


@pytest.fixture(scope="module")
def unfit(sound, tmp_path_factory):
    """The problems of tables whose cells the description does not allow, found at once."""
    folder = Path(shutil.copytree(sound, tmp_path_factory.mktemp("unfit") / "data"))
    for row, value in enumerate(ODD_IDS.values(), start=2):
        put(folder, "events", row, "event_id", value)
    line = (folder / "items.csv").read_text("utf-8").splitlines()[1]
    lines = [line.replace("S1-main", f"S1-R{n}").replace("S1-R0,", "S1-main,") for n in range(len(ADDRESSES))]
    (folder / "items.csv").write_text(
        "\n".join([(folder / "items.csv").read_text("utf-8").splitlines()[0], *lines, ""]), "utf-8"
    )
    for row, value in enumerate(ADDRESSES.values(), start=2):
        put(folder, "items", row, "url", value)
    for row, value in enumerate(NUMBERS.values(), start=2):
        put(folder, "quotations", row, "words", value)
    return problems(folder)


@pytest.mark.parametrize("name", ODD_IDS)
def test_an_odd_id_is_refused(unfit, name):
    row = list(ODD_IDS).index(name) + 2
    assert [
        it
        for it in unfit
        if (it.file, it.row, it.field) == ("events.csv", row, "event_id") and it.allowed and it.mend
    ]


@pytest.mark.parametrize("name", ADDRESSES)
def test_an_address_that_is_none_is_refused(unfit, name):
    row = list(ADDRESSES).index(name) + 2
    assert "pattern" in told(unfit, "items.csv", row, "url").allowed


@pytest.mark.parametrize("name", NUMBERS)
def test_a_number_that_is_none_is_refused(unfit, name):
    row = list(NUMBERS).index(name) + 2
    assert told(unfit, "quotations.csv", row, "words")


@pytest.mark.parametrize("digits", [19, 1500])
def test_a_number_that_no_column_can_hold_is_refused(folder, digits):
    put(folder, "quotations", 5, "words", "9" * digits)
    problem = told(problems(folder), "quotations.csv", 5, "words")
    assert problem.allowed == "a whole number of 18 digits at most"


FILES = {
    "an empty file": (lambda raw: b"", "an empty file"),
    "a byte order mark": (lambda raw: b"\xef\xbb\xbf" + raw, "byte order mark"),
    "carriage returns": (lambda raw: raw.replace(b"\n", b"\r\n"), "carriage return"),
    "a carriage return in a cell": (lambda raw: raw.replace(b"q00z", b"q\r00z", 1), "carriage return"),
    "Latin 1": (lambda raw: raw.replace(b"q00z", b"caf\xe9", 1), "not UTF-8"),
    "a lone surrogate": (lambda raw: raw.replace(b"q00z", b"\xed\xa0\x80", 1), "not UTF-8"),
    "an overlong slash": (lambda raw: raw.replace(b"q00z", b"\xc0\xaf", 1), "not UTF-8"),
    "UTF-16": (lambda raw: raw.decode().encode("utf-16"), "not UTF-8"),
    "compressed": (lambda raw: b"\x1f\x8b\x08\x00" + raw, "not UTF-8"),
    "a header twice": (lambda raw: raw.replace(b"claim_id,point,", b"claim_id,claim_id,", 1), "claim_id"),
    "a header with a null": (lambda raw: raw.replace(b"point,", b"po\x00int,", 1), "point"),
    "a header that looks like another": (lambda raw: raw.replace(b"point,", "pоint,".encode(), 1), "pоint"),
    "no header": (lambda raw: raw.split(b"\n", 1)[1], "claims.csv"),
    "a cell too many": (lambda raw: raw.replace(b"\nCL101,", b"\nCL101,x,", 1), "claims.csv"),
    "a cell too few": (lambda raw: raw + b"CL999,p\n", "claims.csv"),
    "a quotation mark that never closes": (lambda raw: raw + b'CL999,p,"x,y,z\n', "claims.csv"),
    "an id twice": (lambda raw: raw + raw.split(b"\n")[1] + b"\n", "CL100"),
}


@pytest.mark.parametrize(("change", "said"), FILES.values(), ids=FILES.keys())
def test_a_file_that_is_no_table_is_refused(folder, change, said):
    path = folder / "claims.csv"
    path.write_bytes(change(path.read_bytes()))
    found = problems(folder)
    assert {it.file for it in found} >= {"claims.csv"}
    assert said in "\n".join(map(str, found))


def described(change):
    """Return a change of the parsed description."""

    def fault(folder):
        path = folder / "datapackage.json"
        content = json.loads(path.read_text("utf-8"))
        path.write_text(json.dumps(change(content) or content), "utf-8")

    return fault


def raw(text):
    return lambda folder: (folder / "datapackage.json").write_text(text, "utf-8")


DEEP = "[" * 100_000 + "]" * 100_000
DESCRIPTIONS = {
    "nested without end": (raw(DEEP), "nesting without end"),
    "nested in objects": (raw('{"a":' * 100_000 + "1" + "}" * 100_000), "nesting without end"),
    "a key twice": (raw('{"resources": [], "resources": []}'), "the key 'resources' twice"),
    "no number": (raw('{"title": NaN}'), "the number NaN"),
    "an endless number": (raw('{"title": ' + "9" * 5000 + "}"), "5000"),
    "a list": (raw("[]"), "found []"),
    "nothing": (raw("null"), "found None"),
    "no JSON": (raw("{"), "datapackage.json"),
    "no table": (described(lambda d: {**d, "resources": []}), "a list of tables"),
    "tables that are none": (described(lambda d: {**d, "resources": ["x"]}), "resources/0"),
    "no title": (described(lambda d: {**d, "title": ["x"]}), "field title"),
    "no licence": (described(lambda d: {**d, "licenses": []}), "field licenses"),
    "a path upward": (described(lambda d: d["resources"][0].update(path="../sources.csv")), "'../sources.csv'"),
    "an absolute path": (described(lambda d: d["resources"][0].update(path="/etc/passwd")), "'/etc/passwd'"),
    "another host": (described(lambda d: d["resources"][0].update(path="https://evil.example/x.csv")), "evil.example"),
    "several paths": (described(lambda d: d["resources"][0].update(path=["sources.csv", "/etc/passwd"])), "resources/0/path"),
    "an archive": (described(lambda d: d["resources"][0].update(path="sources.zip")), "sources.zip"),
    "a name that is SQL": (described(lambda d: d["resources"][0].update(name='x"; DROP TABLE y')), "DROP TABLE"),
    "a name upward": (described(lambda d: d["resources"][0].update(name="../x")), "'../x'"),
    "a name twice": (described(lambda d: d["resources"][1].update(name="sources", path="sources.csv")), "no name twice"),
    "a field twice": (described(lambda d: d["resources"][0]["schema"]["fields"][1].update(name="source_id")), "no name twice"),
    "a field that is SQL": (described(lambda d: d["resources"][0]["schema"]["fields"][1].update(name='a"')), "no name twice"),
    "a type that is none": (described(lambda d: d["resources"][0]["schema"]["fields"][1].update(type="object")), "string or integer"),
    "no key": (described(lambda d: d["resources"][0]["schema"].update(primaryKey=[])), "primaryKey"),
    "a key of another table": (described(lambda d: d["resources"][0]["schema"].update(primaryKey="x")), "primaryKey"),
    "a hidden character": (described(lambda d: {**d, "title": "a\u202eb"}), "U+202E"),
}  # fmt: skip


@pytest.mark.parametrize(("change", "said"), DESCRIPTIONS.values(), ids=DESCRIPTIONS.keys())
def test_a_description_that_is_none_is_refused(folder, change, said):
    change(folder)
    with pytest.raises(DataError, match=r"datapackage\.json") as caught:
        check(folder)
    assert said in str(caught.value)
    assert "allowed: " in str(caught.value) and "to mend: " in str(caught.value)


CLAIMS = {
    "a billion rows of a table": lambda d: d["resources"][0].update(stats={"rows": 10**9}),
    "a billion bytes of a table": lambda d: d["resources"][0].update(bytes=10**9),
    "another sum of a table": lambda d: d["resources"][0].update(hash="sha256:" + "0" * 64),
}


@pytest.mark.parametrize("change", CLAIMS.values(), ids=CLAIMS.keys())
def test_a_claim_about_a_table_makes_no_rows(folder, change):
    """A false claim is told or has no effect; it never takes memory."""
    rows = len(load(folder)["sources"])
    described(change)(folder)
    found = load(folder)
    assert len(found["sources"]) == rows
    assert all(problem.file == "sources.csv" for problem in schema_problems(folder))


def test_a_billion_coded_rows_are_refused(folder):
    with (folder / "coded_tables.csv").open("a", encoding="utf-8") as file:
        file.write(f"2025/sources,1000000000,{'0' * 64}\n")
    assert "maximum" in told(problems(folder), "coded_tables.csv", 2, "rows").allowed


LAUGHS = "a: &a [x, x]\n" + "".join(
    f"{b}: &{b} [*{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)
GOOD = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
CITATIONS = {
    "a billion laughs": (LAUGHS + "title: *i\n", "the alias *a"),
    "a text that is an alias": ("title: &a x\nversion: *a\n", "the alias *a"),
    "a key twice": ("title: x\ntitle: y\n", "the key 'title' twice"),
    "nested without end": ("title: " + "[" * 20_000, "nesting without end"),
    "huge": ("title: " + "x" * 1_000_001, "characters"),
    "an object of Python": ("title: !!python/object/apply:os.system [ls]\n", "could not determine a constructor"),
    "no YAML": ("title: [", "CITATION.cff"),
    "a null": ("title: a\0b", "CITATION.cff"),
    "a list": ("[]", "lacks"),
    "nothing": ("", "lacks"),
    "a title of many": (yaml.safe_dump(GOOD | {"title": ["x"]}), "field title"),
    "a title without end": (yaml.safe_dump(GOOD | {"title": "x" * 5000}), "field title"),
    "authors that are a text": (yaml.safe_dump(GOOD | {"authors": "x"}), "field authors"),
    "an author without a name": (yaml.safe_dump(GOOD | {"authors": [{"x": 1}]}), "field authors"),
    "a version that is a path": (yaml.safe_dump(GOOD | {"version": "../../x"}), "field version"),
    "a version in other digits": (yaml.safe_dump(GOOD | {"version": "２０２６.11"}), "field version"),
    "a day that is none": (yaml.safe_dump(GOOD | {"date-released": "soon"}), "field date-released"),
    "an address that is a script": (yaml.safe_dump(GOOD | {"url": "javascript:x"}), "field url"),
    "an address with a tag": (yaml.safe_dump(GOOD | {"url": "https://x.example/<b>"}), "field url"),
    "a DOI that is none": (yaml.safe_dump(GOOD | {"doi": "10.1/x\"><script>"}), "field doi"),
    "a hidden character": (yaml.safe_dump(GOOD | {"title": "a\u202eb"}), "U+202E"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "said"), CITATIONS.values(), ids=CITATIONS.keys())
def test_a_citation_file_that_is_none_is_refused(sound, tmp_path, text, said):
    path = tmp_path / "CITATION.cff"
    path.write_text(text, "utf-8")
    with pytest.raises((DataError, BuildError), match=r"CITATION\.cff") as caught:
        read_edition(load(sound), path)
    assert said in str(caught.value)


@pytest.mark.parametrize("name", ["_config.yml", "_toc.yml"])
@pytest.mark.parametrize(
    ("text", "said"),
    [(LAUGHS, "the alias *a"), ("a: 1\na: 2\n", "twice"), ("a: [", "YAML")],
    ids=["laughs", "twice", "broken"],
)
def test_settings_that_are_a_bomb_stop_the_build_before_anything_runs(tmp_path, name, text, said):
    for other in ("_config.yml", "_toc.yml"):
        (tmp_path / other).write_text("a: 1\n", "utf-8")
    (tmp_path / name).write_text(text, "utf-8")
    with pytest.raises(DataError, match=name) as caught:
        build(tmp_path, say=lambda line: None)
    assert said in str(caught.value)
    assert not (tmp_path / "_build" / "html").exists()


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd",
        "/etc/passwd",
        "chapters/../../x",
        "chapters/a#b",
        "chapters/a?b",
        "chapters/%2e%2e",
        "a\\b",
    ],
)
def test_a_chapter_whose_name_leads_elsewhere_is_refused(tmp_path, name):
    contents = {
        "format": "jb-book",
        "root": "index",
        "parts": [{"chapters": [{"file": "a", "sections": [{"file": name}]}]}],
    }
    (tmp_path / "_toc.yml").write_text(yaml.safe_dump(contents), "utf-8")
    (tmp_path / "_config.yml").write_text("title: x\n", "utf-8")
    with pytest.raises(DataError, match=r"_toc\.yml, field file: found .*allowed: .*to mend: ") as caught:
        build(tmp_path, say=lambda line: None)
    assert [it.found for it in caught.value.problems] == [repr(name)]


MANIFEST = {
    "edition": "2026.10",
    "date": "2026-10-01",
    "digest": "x",
    "records": {},
    "values": {},
    "reads": {},
    "cited": {},
    "exhibits": {},
}
MANIFESTS = {
    "nested without end": (DEEP, "nesting without end"),
    "a key twice": ('{"edition": "2026.10", "edition": "2026.11"}', "the key 'edition' twice"),
    "no number": ('{"edition": Infinity}', "the number Infinity"),
    "a list": ("[]", "no object"),
    "a name that is a path": (json.dumps(MANIFEST | {"edition": "../../x"}), "'../../x'"),
    "a name that is a script": (json.dumps(MANIFEST | {"edition": "<script>"}), "<script>"),
    "a date that is a list": (json.dumps(MANIFEST | {"date": [1]}), "field date"),
    "records that are a list": (json.dumps(MANIFEST | {"records": [1]}), "field records"),
    "records that are numbers": (json.dumps(MANIFEST | {"records": {"events": {"EV001": 10**9}}}), "field records"),
    "a billion records": (json.dumps(MANIFEST | {"records": {"events": 10**9}}), "field records"),
    "values that are texts": (json.dumps(MANIFEST | {"values": {"a": "b"}}), "field values"),
    "reads that are an object": (json.dumps(MANIFEST | {"reads": {"a": {}}}), "field reads"),
    "citations that are nothing": (json.dumps(MANIFEST | {"cited": None}), "field cited"),
    "exhibits that are lists": (json.dumps(MANIFEST | {"exhibits": {"a": []}}), "field exhibits"),
    "a hidden character": (json.dumps(MANIFEST | {"values": {"a": {"b": "c\u202e"}}}), "U+202E"),
}  # fmt: skip


@pytest.mark.parametrize("name", HIDDEN)
def test_a_json_text_is_looked_through_when_it_may_hide_something_and_only_then(name):
    def may(ascii_only: bool) -> bool:
        return may_hide(json.dumps({"told": [f"a{HIDDEN[name]}b"]}, indent=1, ensure_ascii=ascii_only))

    assert may(ascii_only=True)
    assert may(ascii_only=False)
    assert not may_hide(json.dumps({"told": ["S1 said “no”", {"to": "§ 4"}]}, indent=1, ensure_ascii=False))


@pytest.mark.parametrize(("text", "said"), MANIFESTS.values(), ids=MANIFESTS.keys())
def test_a_manifest_that_is_none_is_refused(tmp_path, text, said):
    path = tmp_path / "2026.10.json"
    path.write_text(text, "utf-8")
    with pytest.raises(DataError, match=r"2026\.10\.json") as caught:
        read_manifest(path)
    assert said in str(caught.value)


DECISIONS = {
    "nested": DEEP,
    "a key twice": '{"format": 1, "format": 2}',
    "a list": "[]",
    "no number": '{"format": -Infinity}',
}


@pytest.mark.parametrize("text", DECISIONS.values(), ids=DECISIONS.keys())
def test_decisions_that_are_none_are_refused(tmp_path, text):
    path = tmp_path / "decisions.json"
    path.write_text(text, "utf-8")
    with pytest.raises(DataError, match=r"decisions\.json.*allowed: .*to mend: "):
        decided(Drafts(tmp_path, {}, {}, {}), path, {"resources": []})


# --- editions and bundles: nothing that was unpacked leads out of its folder ---


@pytest.fixture
def site(tmp_path, sound):
    (tmp_path / "html").mkdir()
    old = tmp_path / "dist" / "2025.01" / "html"
    old.mkdir(parents=True)
    (old / "index.html").write_text("<body>old</body>", "utf-8")
    return tmp_path


def escaping(site):
    old = site / "dist" / "2025.01" / "html"
    return {
        "a link to a file": lambda: (old / "x.html").symlink_to("/etc/passwd"),
        "a link to a folder": lambda: (old / "x").symlink_to("/etc"),
        "a link that leads nowhere": lambda: (old / "x").symlink_to("nowhere"),
        "a name that is none": lambda: (site / "dist" / "2025.01").rename(site / "dist" / "..x"),
        "a name with a blank": lambda: (site / "dist" / "2025.01").rename(site / "dist" / "2025.01 x"),
        "a page that is no UTF-8": lambda: (old / "index.html").write_bytes(b"\xff\xfe<"),
    }


@pytest.mark.parametrize("name", escaping(Path()))
def test_an_edition_that_leads_out_of_its_folder_is_refused(site, sound, name):
    escaping(site)[name]()
    with pytest.raises(BuildError, match=r"allowed: .*to mend: "):
        past.place(site / "dist", site / "html", read_edition(load(sound)))
    assert not (site / "html" / "editions" / "x").exists()


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "/etc/passwd", "_build/../../x", "C:\\x", "_build/html/\u202ex"]
)
def test_a_bundle_cannot_name_a_file_outside_of_the_book(tmp_path, name):
    (tmp_path / "_build" / "html").mkdir(parents=True)
    (tmp_path / SUMS).write_text(f"{'0' * 64}  {name}\n", "utf-8")
    assert compare(tmp_path, tmp_path / "_build") == [f"{name} is missing"]


def test_the_small_tables_of_other_tests_hold_nothing_hidden(tmp_path):
    data = load(write_dataset(tmp_path / "data"))
    assert [*hidden_characters(data), *room(data)] == []
