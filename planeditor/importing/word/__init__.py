"""Word documents in: one walk over the XML of the parts, styles and lists mapped once."""

from planeditor.importing.word.document import read_docx

__all__ = ["read_docx"]
