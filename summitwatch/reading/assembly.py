"""Put what was read into the rows of the tables."""

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from summitwatch.reading.expressions import Expression
from summitwatch.reading.forward import UNQUANTIFIED, Outlook, band_of, outlooks
from summitwatch.reading.gazetteer import Gazetteer
from summitwatch.reading.marks import plain
from summitwatch.reading.naming import Mention
from summitwatch.reading.pages import Part
from summitwatch.reading.pieces import LONGEST
from summitwatch.reading.proposals import Rows, empty_rows
from summitwatch.reading.quotations import Quotation
from summitwatch.reading.sentences import fingerprint, word_count
from summitwatch.reading.speaker_classes import is_media
from summitwatch.reading.statements import Act, acts, said_on, topic_of

if TYPE_CHECKING:
    from summitwatch.reading.engine import Place, Published

_KINDS = {"main": "story", "page": "interface"}
_PREFIX = {
    "mentions": ("M", 4), "expressions": ("DX", 3), "statements": ("ST", 3), "quotations": ("QU", 3),
    "forecasts": ("FC", 3),
    "evidence": ("X", 4), "doubts": ("DT", 3), "notes": ("NT", 3), "segments": ("SG", 3),
}  # fmt: skip
_OUTLET, _PAGE = "outlet", "page"


class Assembly:
    """Rows in the making, with ids in the order of the text."""

    def __init__(self, source_id: str, gazetteer: Gazetteer, notes: Sequence[str]):
        self.source = source_id
        self.gazetteer = gazetteer
        self.rows: Rows = empty_rows()
        self._items: dict[str, int] = {}
        for note in notes:
            self._add("notes", note)

    def _add(self, table: str, *cells: Any) -> str:
        """Add a row under the next id of its table."""
        letters, digits = _PREFIX[table]
        record = f"{letters}{len(self.rows[table]) + 1:0{digits}d}"
        self.rows[table].append((record, *cells))
        return record

    def _doubt(self, record: str, field: str, candidates: Sequence[str], reason: str) -> None:
        for candidate in candidates or (None,):
            if reason:
                self._add("doubts", record, field, candidate, reason)

    def page(self, of_sentences: Sequence[Part], published: "Published") -> None:
        """Add the items of a page."""
        items = list(dict.fromkeys(p.item for p in of_sentences))
        for item in items:
            item_id = f"{self.source}-{item}"
            given = (
                published.get(item_id)
                if isinstance(published, Mapping)
                else published
                if item == "main"
                else None
            )
            self._items[item] = len(self.rows["items"])
            self.rows["items"].append(self._item(item_id, item, given))

    def _item(self, item_id: str, item: str, published: str | None) -> tuple[Any, ...]:
        basis = "stated" if published else "unknown"
        kind = _KINDS.get(item, "teaser")
        tail = (None, None, "unknown", "none", published, basis, None, None, None, None, "whole", "F", "G4")
        return (item_id, self.source, kind, None, "none", *tail)

    def story(
        self,
        item: str,
        places: Sequence["Place"],
        mentions: Sequence[Sequence[Mention]],
        expressions: Sequence[Sequence[Expression]],
        quotations: Sequence[Sequence[Quotation]],
        published: str | None,
    ) -> None:
        """Add the rows of one story."""
        ids = [f"{self.source}-{p.sentence.line:02d}-{p.sentence.number}" for p in places]
        for place, sentence in zip(places, ids, strict=True):
            self._sentence(place, sentence, item)
        for sentence, found in zip(ids, mentions, strict=True):
            self._mentions(sentence, found)
        for sentence, dates in zip(ids, expressions, strict=True):
            self._expressions(sentence, dates)
        told = [plain(p.sentence.text) if p.segment != "chrome" else "" for p in places]
        found_acts = acts(
            told, mentions, quotations, self.gazetteer, [p.sentence.number == 1 for p in places]
        )
        spoken = self._statements(ids, told, expressions, found_acts, places)
        self._outlooks(item, ids, places, told, expressions, spoken)
        self._headline(item, places)

    def _sentence(self, place: "Place", sentence_id: str, item: str) -> None:
        s = place.sentence
        self.rows["sentences"].append(
            (
                sentence_id,
                f"{self.source}-{item}",
                s.line,
                s.number,
                s.start,
                s.end,
                place.segment,
                word_count(s.text),
                fingerprint(s.text),
            )
        )

    def _mentions(self, sentence: str, found: Sequence[Mention]) -> None:
        for m in found:
            record = self._add(
                "mentions", sentence, m.start, m.end, m.surface, m.actor, m.form, "yes" if m.joint else "no"
            )
            self._doubt(record, "actor_id", m.candidates, m.reason)

    def _expressions(self, sentence: str, found: Sequence[Expression]) -> None:
        for e in found:
            record = self._add("expressions", sentence, e.start, e.end, e.surface, e.edtf, e.anchor, e.rule)
            self._doubt(record, "edtf", e.candidates, e.reason)

    def _statements(
        self,
        ids: Sequence[str],
        told: Sequence[str],
        expressions: Sequence[Sequence[Expression]],
        found: Sequence[Act],
        places: Sequence["Place"],
    ) -> dict[int, tuple[str, str]]:
        """Add a statement for each act of speaking; return the statement and class of each sentence."""
        spoken: dict[int, tuple[str, str]] = {}
        for act in found:
            words = " ".join(told[n] for n in act.sentences)
            day = said_on(told[act.sentences[0]], act, expressions[act.sentences[0]])
            cells = (act.speaker, act.speaker_class, act.via, day, None, None, topic_of(words), act.mode)
            record = self._add("statements", *cells, None, None, None, None)
            self._doubt(record, "speaker", act.candidates, act.reason)
            for n in act.sentences:
                spoken.setdefault(n, (record, act.speaker_class))
                self._add("evidence", record, None, ids[n], None, None, "supports")
            for n, quotation in act.quotations:
                self._quotation(ids[n], record, places[n].sentence.text, quotation)
        return spoken

    def _quotation(self, sentence: str, statement: str, text: str, q: Quotation) -> None:
        count = word_count(text[q.start : q.end])
        record = self._add("quotations", statement, sentence, q.start, q.end, count, None)
        self.rows["attributions"].append((record, q.speaker, q.via, q.verb, q.mode, q.speaker_class, q.rule))

    def _outlooks(
        self,
        item: str,
        ids: Sequence[str],
        places: Sequence["Place"],
        told: Sequence[str],
        expressions: Sequence[Sequence[Expression]],
        spoken: Mapping[int, tuple[str, str]],
    ) -> None:
        """Add the words of likelihood; those that nobody says are the outlet's, one statement a story."""
        own: str | None = None
        for n, text in enumerate(told):
            if item == _PAGE or not text:
                continue
            for outlook in outlooks(places[n].sentence.text[:LONGEST], text[:LONGEST]):
                if n not in spoken:
                    own = own or self._outlet_statement(text, ids[n])
                statement, kind = spoken.get(n, (own, _OUTLET))
                self._forecast(str(statement), kind, outlook, ids[n], expressions[n])

    def _outlet_statement(self, text: str, sentence: str) -> str:
        blanks = (None,) * 4
        record = self._add("statements", None, _OUTLET, *blanks, topic_of(text), "indirect", *blanks)
        self._add("evidence", record, None, sentence, None, None, "supports")
        return record

    def _forecast(
        self, statement: str, kind: str, outlook: Outlook, sentence: str, dates: Sequence[Expression]
    ) -> None:
        band = band_of(outlook, kind)
        why = "no likelihood in the words" if band == UNQUANTIFIED else None
        horizon = next((e.edtf for e in dates if e.edtf and e.start > outlook.start), None)
        words = (outlook.polarity, outlook.phrase[:60], band)
        record = self._add("forecasts", statement, None, *words, horizon, "no", why)
        self._add("evidence", record, None, sentence, None, None, "supports")

    def _headline(self, item: str, places: Sequence["Place"]) -> None:
        """Enter headline and credited agency of a story into its row of items."""
        heads = [p.sentence for p in places if p.segment == "headline"]
        named = " ".join(
            p.sentence.text
            for p in places
            if p.segment == "credit" and not re.match(r"\s*PHOTO", p.sentence.text, re.IGNORECASE)
        )
        agencies = [
            b.actor
            for h in self.gazetteer.hits(named)
            for b in h.bearers
            if is_media(b.actor, self.gazetteer)
        ]
        at = self._items[item]
        row = list(self.rows["items"][at])
        if heads:
            row[3], row[4] = " ".join(s.text for s in heads if s.line == heads[0].line), "shown"
        if agencies:
            row[6] = agencies[-1]
        self.rows["items"][at] = tuple(row)

    def finished(self, places: Sequence["Place"]) -> Rows:
        """Return the rows, with sentences in the order of the page and a row for each line."""
        self.rows["sentences"].sort(key=lambda row: (row[2], row[3]))
        seen: dict[int, Part] = {p.sentence.line: p.part for p in places}
        for line, part in seen.items():
            self._add("segments", line, f"{self.source}-{part.item}", part.segment, part.language)
        return self.rows
