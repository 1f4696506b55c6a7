"""What the chapters tell: the numbers in their sentences and their tables, one module a chapter."""

from summitwatch.prose.format import day, decimal, number, percent, say, span

__all__ = ["day", "decimal", "number", "percent", "say", "span"]
