"""Collected changes as one comparison: every change with the department that sent it.

One rule: two departments' words on the same thing are two rows, and only one of them can be taken.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from planeditor.exchange.collecting import Change, Choice, Collected
from planeditor.exchange.merge_report import texts_of
from planeditor.exchange.reporting import change_name
from planeditor.gui.differences_model import DifferencesModel, Row
from planeditor.i18n import _
from planeditor.plan.difference_texts import DifferenceTexts, Texts, what_differs
from planeditor.plan.merging import Difference, Key, Merge


@dataclass(frozen=True, slots=True)
class SentKey(Key):
    """What a change is about, and whose hand-out it answers."""

    handout_id: int = 0


class CollectedTexts(DifferenceTexts):
    """The texts of all changes that were collected."""

    def __init__(self, collected: Collected) -> None:
        """Lay out what every department sent."""
        self.collected = collected
        self.by_key = {_key(change): change for change in collected.changes}
        self._own = texts_of(collected)
        differences = tuple(replace(change.difference, key=key) for key, change in self.by_key.items())
        mine = collected.mine
        super().__init__(Merge(mine, mine, mine, differences))

    def texts(self, difference: Difference) -> Texts:
        """Return what differs as texts."""
        change = self.change(difference)
        return self._own[change.handout_id].texts(change.difference)

    def what(self, difference: Difference) -> str:
        """Return who sent a change, what of the entry it is about, and who says otherwise."""
        change = self.change(difference)
        about = what_differs(change.difference) or change_name("deleted" if difference.after is None else "added")
        told = f"{change.sender}：{about}"
        if not change.others:
            return told
        return _("{change} (otherwise: {others})").format(change=told, others="、".join(change.others))

    def path(self, node_id: int) -> str:
        """Return what stands above a section or item, also of one that only a department has."""
        return super().path(node_id) or next(filter(None, (own.path(node_id) for own in self._own.values())), "")

    def change(self, difference: Difference) -> Change:
        """Return the change that a row shows."""
        return self.by_key[_sent(difference.key)]


class CollectedModel(DifferencesModel):
    """The rows of what was collected; what is certain is taken unless people say otherwise."""

    def decide(self, rows: Iterable[Row], decision: bool | None) -> None:
        """Decide; taking one department's words leaves those of the others."""
        chosen = list(rows)
        if decision:
            chosen = _last_of_each(chosen)
            super().decide([row for row in self._rivals(chosen) if row not in chosen], False)
        super().decide(chosen, decision)

    def _rivals(self, rows: Iterable[Row]) -> list[Row]:
        """Return the rows of other departments on the same things."""
        about = {_about(row.difference.key) for row in rows if row.difference is not None}
        everything = (row for found in self._all.values() for row in found)
        return [row for row in everything if row.difference is not None and _about(row.difference.key) in about]

    def propose(self) -> None:
        """Begin with all taken that is certain."""
        texts = self.texts
        assert isinstance(texts, CollectedTexts)
        certain = [
            row
            for found in self._all.values()
            for row in found
            if row.difference is not None and texts.change(row.difference).is_certain
        ]
        super().decide(certain, True)

    def choices(self, keys: Iterable[Key]) -> frozenset[Choice]:
        """Return keys as what `Collected` calls them."""
        return frozenset((key.handout_id, Key(key.node_id, key.aspect, key.part)) for key in map(_sent, keys))


def _key(change: Change) -> SentKey:
    key = change.difference.key
    return SentKey(key.node_id, key.aspect, key.part, change.handout_id)


def _sent(key: Key) -> SentKey:
    assert isinstance(key, SentKey)
    return key


def _about(key: Key) -> tuple[int, str, int]:
    return key.node_id, key.aspect, key.part


def _last_of_each(rows: Iterable[Row]) -> list[Row]:
    """Return the rows without all but the last on each thing."""
    return list({_about(row.difference.key): row for row in rows if row.difference is not None}.values())
