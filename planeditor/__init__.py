"""The plan editor: draft, assign, follow and close a year's work plan. Importing it costs nothing."""

__version__ = "0.1.0"

# Not for people: with this argument the program reads one document for another process of itself.
READER_ARGUMENT = "--read-document"
