"""Results in, figures out."""

#: Of the output of a notebook from which the book makes a figure or a table.
MIME = "application/vnd.summitwatch.exhibit+json"
