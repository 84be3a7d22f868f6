"""What a report is put together from: ids that a later draft finds again, texts with their figures, rows of annexes.

One rule: a part made anew from the same plan for the same period has the same ids, and every figure in a text is
recorded with the entry that it comes from.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b

from planeditor.language.annexes import annex_title
from planeditor.plan.entities import Field, Lineage, Node, Owner, Progress, Span, Target
from planeditor.plan.report_facts import ItemFact, TargetFact
from planeditor.plan.report_words import actual_words, against, sentence, source_text


@dataclass(frozen=True, slots=True)
class Ids:
    """Gives the ids of one report's parts, which follow from what they are about."""

    report: str  # names the plan, the period and the kind of report

    def give(self, *parts: object) -> int:
        """Return the id of a part."""
        key = "|".join(map(str, (self.report, *parts))).encode()
        return int.from_bytes(blake2b(key, digest_size=8).digest()) >> 1 or 1


@dataclass(slots=True)
class Text:
    """A body while it is written, with the figures in it and where they come from."""

    ids: Ids
    node_id: int
    year: int
    body: str = ""
    targets: list[Target] = field(default_factory=list)
    lineage: dict[tuple[int, int | None], Lineage] = field(default_factory=dict)

    def say(self, words: str) -> None:
        """Write a sentence."""
        self.body += words

    def new_paragraph(self) -> None:
        """Begin a paragraph, unless one has just begun."""
        if self.body and not self.body.endswith("\n"):
            self.body += "\n"

    def figure(self, item: ItemFact, fact: TargetFact) -> None:
        """Write what is reached of a target, against the target, and record where the figure comes from."""
        entry, value = fact.state.value_entry, fact.state.value
        if entry is None or value is None:
            return
        words = actual_words(fact.target, value)
        start = len(self.body)
        span = Span("body", start, start + len(words))
        made = Target(
            self.ids.give(self.node_id, "figure", fact.target.id),
            "actual",
            fact.target.indicator,
            "=",
            value,
            unit=fact.target.unit,
            text=words,
            span=span,
        )
        self.body += f"{words}{against(fact.target)}。"
        self.targets.append(made)
        self.trace(item, entry, made.id)

    def trace(self, item: ItemFact, entry: Progress | None = None, target_id: int | None = None) -> None:
        """Record that something here comes from an item, or from one of its entries."""
        source = item.node.id if entry is None else entry.id
        key = source, target_id
        if key not in self.lineage:
            lineage_id = self.ids.give(self.node_id, "source", *key)
            self.lineage[key] = Lineage(lineage_id, source, self.year, source_text(item, entry), target_id)

    def parts(self) -> dict[str, tuple[object, ...]]:
        """Return the figures and sources as a node holds them."""
        return {"targets": tuple(self.targets), "lineage": tuple(self.lineage.values())}


def owners_of(ids: Ids, node_id: int, item: ItemFact) -> tuple[Owner, ...]:
    """Return the item's owners as those of a part of the report."""
    return tuple(
        Owner(ids.give(node_id, "owner", place), owner.department_id, owner.role, owner.name)
        for place, owner in enumerate(item.node.owners)
    )


def annex_row(
    ids: Ids, annex: str, key: object, title: str, cells: Sequence[tuple[str, str]], lineage: Iterable[Lineage] = ()
) -> Node:
    """Return a row of an annex: an item of labelled texts alone, one for each column."""
    node_id = ids.give(annex, key)
    fields = tuple(Field(ids.give(node_id, label), label, text) for label, text in cells)
    return Node(node_id, "item", title, fields=fields, numbered=False, lineage=tuple(lineage))


def annex_section(ids: Ids, annex: str, number: int | None, title: str, rows: Iterable[Node]) -> Node:
    """Return an annex: a section without a number of its own whose items are the rows of a table."""
    return Node(ids.give(annex), "section", annex_title(number, title), numbered=False, children=tuple(rows))


def sources(
    ids: Ids, node_id: int, year: int, items: Iterable[ItemFact], entries: Iterable[Progress] = ()
) -> tuple[Lineage, ...]:
    """Return where a part comes from that tells of some items; `entries` are those of a single one."""
    text = Text(ids, node_id, year)
    for item in items:
        text.trace(item)
        for entry in entries:
            text.trace(item, entry)
    return tuple(text.lineage.values())


def told_entries(item: ItemFact) -> list[Progress]:
    """Return the entries that an item's figures and states come from, each once."""
    found = [item.state.status_entry, item.state.percent_entry]
    found += [fact.state.value_entry for fact in item.targets]
    found += [item.latest("problem"), item.latest("next_step"), item.latest("narrative")]
    return list({entry.id: entry for entry in found if entry is not None}.values())


def last_narrative(item: ItemFact) -> str:
    """Return what was last told of an item, "" for nothing."""
    entry = item.latest("narrative")
    return sentence(entry.narrative) if entry is not None else ""
