"""The plan editor: draft, assign, follow and close a year's work plan. Importing it costs nothing."""

__version__ = "0.1.0"

# Not for people: with these the program works for another process of itself: it reads one document, or finds targets.
READER_ARGUMENT = "--read-document"
FINDER_ARGUMENT = "--find-targets"
