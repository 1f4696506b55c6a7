"""What a reader takes away: chapters, pictures, tables, calendar, briefing, EPUB, bundle."""
