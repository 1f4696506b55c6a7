"""References to the book and its parts: what can be cited, and each form in which tools take it."""
