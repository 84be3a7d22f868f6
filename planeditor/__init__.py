"""The plan editor: draft, assign, follow and close a year's work plan. Importing it costs nothing."""

__version__ = "0.1.0"
