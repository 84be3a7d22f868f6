"""What a writer is given. One rule: writers read this and nothing else, and call `step` for every node."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from planeditor.errors import Cancelled
from planeditor.exporting.options import Options
from planeditor.exporting.text import Cleaner
from planeditor.i18n import _
from planeditor.plan.entities import Node, Snapshot

Progress = Callable[[float], bool]
_NODES_PER_REPORT = 64


@dataclass(slots=True)
class Content:
    """A plan ready to be written, with the numbers of the whole plan even where only a part is written."""

    snapshot: Snapshot
    numbers: Mapping[int, str]
    options: Options = field(default_factory=Options)
    progress: Progress | None = None
    cleaner: Cleaner = field(default_factory=Cleaner)
    _total: int = 0
    _done: int = 0

    def __post_init__(self) -> None:
        self._total = sum(1 for _node in self.snapshot.walk())

    def bare_numbers(self) -> tuple[str, ...]:
        """Return the numbers of items that have no words, so that a document shows the number alone."""
        bare = (node for node in self.snapshot.walk() if node.kind == "item" and not _has_words(node))
        return tuple(number for node in bare if (number := self.numbers.get(node.id, "")))

    def step(self) -> None:
        """Count one node as written and report now and then; Cancelled if the user wants to stop."""
        self._done += 1
        if self._done % _NODES_PER_REPORT == 0:
            self.report(self._done / max(self._total, 1))

    def report(self, fraction: float) -> None:
        """Report how much is done, from 0 to 1; Cancelled if the user wants to stop."""
        if self.progress is not None and not self.progress(min(fraction, 1.0)):
            raise Cancelled(_("The export was cancelled."))


def _has_words(node: Node) -> bool:
    return any(text.strip() for text in (node.title, node.body, *(each.text for each in node.fields)))
