"""Text in, rows out: the only room that sees the words of a source."""
