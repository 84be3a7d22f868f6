"""What an exported file says of itself, so that it can be read back.

One rule: it names a state of the plan and the form it was given, and nothing of its content or of people.
"""

from dataclasses import dataclass

PART = "part"  # in place of an owner: rows that people chose

PARTS = 3


@dataclass(frozen=True, slots=True)
class Stamp:
    """What an exported file says of itself: the plan's state, the layout, and whose items it holds (an id's text)."""

    mark: str = ""
    layout: str = ""
    owner: str = ""

    @classmethod
    def read(cls, text: str) -> "Stamp":
        """Return the stamp in the text that `text` wrote; an empty one for any other."""
        parts = text.strip().split(" ")
        return cls(*parts) if len(parts) <= PARTS else cls(parts[0])

    @property
    def text(self) -> str:
        """Return the stamp as one text."""
        return f"{self.mark} {self.layout} {self.owner}".strip()
