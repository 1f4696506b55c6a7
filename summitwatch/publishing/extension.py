"""All that the book adds to Sphinx."""

from typing import Any

from sphinx.application import Sphinx

from summitwatch.publishing.anchors import setup_anchors
from summitwatch.publishing.assets import setup_assets
from summitwatch.publishing.bibliography import setup_bibliography
from summitwatch.publishing.cards import setup_cards
from summitwatch.publishing.citing import setup_citing
from summitwatch.publishing.dataset import setup_dataset
from summitwatch.publishing.downloads import setup_downloads
from summitwatch.publishing.evidence import setup_evidence
from summitwatch.publishing.execution import setup_execution
from summitwatch.publishing.exhibits import setup_exhibits
from summitwatch.publishing.fingerprint import setup_fingerprint
from summitwatch.publishing.frames import setup_frames
from summitwatch.publishing.gathering import setup_gathering
from summitwatch.publishing.judgements import setup_judgements
from summitwatch.publishing.ledger import setup_ledger
from summitwatch.publishing.long_tables import setup_long_tables
from summitwatch.publishing.numbers import setup_numbers
from summitwatch.publishing.page import setup_page
from summitwatch.publishing.page_line import setup_page_line
from summitwatch.publishing.record_index import setup_record_index
from summitwatch.publishing.rewriting import setup_rewriting
from summitwatch.publishing.sitemap import setup_sitemap
from summitwatch.publishing.stacked import setup_stacked
from summitwatch.publishing.start_page import setup_start_page
from summitwatch.publishing.summary import setup_summary
from summitwatch.publishing.switch import setup_switch
from summitwatch.publishing.wider import setup_wider
from summitwatch.publishing.writing import setup_writing


def register(app: Sphinx) -> dict[str, Any]:
    """Register all features."""
    for part in (
        setup_dataset,
        setup_fingerprint,
        setup_execution,
        setup_numbers,
        setup_assets,
        setup_bibliography,
        setup_evidence,
        setup_cards,
        setup_ledger,
        setup_wider,
        setup_rewriting,
        setup_record_index,
        setup_exhibits,
        setup_long_tables,
        setup_judgements,
        setup_summary,
        setup_switch,
        setup_frames,
        setup_gathering,
        setup_stacked,
        setup_citing,
        setup_anchors,
        setup_sitemap,
        setup_start_page,
        setup_page,
        setup_page_line,
        setup_downloads,
        setup_writing,
    ):
        part(app)
    return {"env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
