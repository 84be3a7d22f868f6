"""What of a report's texts stands as it was drafted, its figures among them: nobody has to record those.

One rule: a sentence counts as drafted only while it reads as it did.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from planeditor.language.sentences import split_sentences
from planeditor.plan.entities import Node, Snapshot, Span
from planeditor.plan.target_words import Suggestion, lines_of, overlap


@dataclass(frozen=True, slots=True)
class Drafted:
    """The sentences that a draft had, by the node they stood in."""

    sentences: Mapping[int, Collection[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, draft: Snapshot) -> "Drafted":
        """Return the sentences of a draft."""
        return cls({node.id: frozenset(_words(node)) for node in draft.walk()})

    def spans(self, node: Node) -> list[Span]:
        """Return where in a node sentences stand that still read as they were drafted."""
        known = self.sentences.get(node.id)
        if not known:
            return []
        return [span for span, words in _sentences(node) if words in known]

    def left(self, found: Iterable[Suggestion], node: Node) -> list[Suggestion]:
        """Return the suggestions in what people wrote."""
        drafted = self.spans(node)
        return [one for one in found if not any(overlap(one.span, span) for span in drafted)]


def _words(node: Node) -> list[str]:
    return [words for _span, words in _sentences(node)]


def _sentences(node: Node) -> list[tuple[Span, str]]:
    found = []
    for place, _label, start, line in lines_of(node):
        for words in split_sentences(line):
            found.append((Span(place, start, start + len(words)), words.strip()))
            start += len(words)
    return found
