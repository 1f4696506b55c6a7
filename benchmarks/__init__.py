"""Speed and memory, measured against named alternatives in the same run; never part of the tests."""
