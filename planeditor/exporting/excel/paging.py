"""Where printed pages of a ledger end. One rule: a heading is never the last row of a page.

Heights are explicit and the sheet is as wide as the page, so that Excel fills pages as this does. Breaks are set only
before headings that would be left alone: wherever else a page ends, it may end elsewhere after an edit.
"""

from collections.abc import Sequence


class Pages:
    """Fills pages, `height` points high, with rows."""

    def __init__(self, height: float) -> None:
        self._height = height
        self._repeated = 0.0
        self._used = 0.0

    def repeat(self, points: float) -> None:
        """Say how high the rows are that are printed again at the top of every further page."""
        self._repeated = points

    def place(self, heights: Sequence[float]) -> bool:
        """Place rows that belong together; return whether a page break has to stand before them."""
        together = sum(heights)
        breaks = len(heights) > 1 and self._used + together > self._height >= self._repeated + together
        if breaks:
            self._used = self._repeated
        for height in heights:
            self._place_one(height)
        return breaks

    def _place_one(self, height: float) -> None:
        if self._used + height > self._height:
            self._used = self._repeated
        self._used += height
