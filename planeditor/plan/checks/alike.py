"""The rule on items that say nearly the same, found in linear time.

One rule: two items are compared only if they share one of the few shingles that stand for each; a shingle that many
share stands for none.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from zlib import crc32

from planeditor.i18n import _
from planeditor.plan.checks.problems import WARNING, Problem
from planeditor.plan.entities import Node, Snapshot

SHORTEST = 30  # characters that an item must say before it is compared
LONGEST = 3000  # characters of an item that are compared
SHINGLE = 6  # characters at the beginning and at the end of a clause
STANDING = 8  # shingles that stand for an item: those of the smallest hashes
SHARED = 3  # of these that two items have in common before they are compared
COMPARED = 4  # items that one is compared with, those that share most
CROWD = 20  # items that share one: more is boilerplate
ALIKE = 88  # of 100
_CLAUSES = re.compile(r"[^\w“”]+")


def near_duplicates(
    snapshot: Snapshot, numbers: Mapping[int, str], cancelled: Callable[[], bool] = lambda: False
) -> Iterator[Problem]:
    """Report each item that says nearly what one before it says; told once, with the likest."""
    from rapidfuzz import fuzz

    said: list[tuple[Node, str]] = []
    blocks: dict[int, list[int]] = defaultdict(list)
    for node in snapshot.walk():
        text = _said(node)
        if len(text) < SHORTEST or cancelled():
            continue
        own = _shingles(text)
        near: Counter[int] = Counter()
        for shingle in own:
            if len(blocks[shingle]) < CROWD:
                near.update(blocks[shingle])
                blocks[shingle].append(len(said))
        shared = min(SHARED, len(own))
        likely = [place for place, count in near.most_common(COMPARED) if count >= shared]
        scores = [(fuzz.ratio(said[place][1], text, score_cutoff=ALIKE), -place) for place in likely]
        score, place = max(scores, default=(0.0, 0))
        if score >= ALIKE:
            yield _problem(node, said[-place][0], score, numbers)
        said.append((node, text))


def _said(node: Node) -> str:
    if node.kind == "section":
        return ""
    return "，".join((node.title, node.body, *(field.text for field in node.fields)))[:LONGEST]


def _shingles(text: str) -> list[int]:
    clauses = [clause for clause in _CLAUSES.split(text) if len(clause) >= SHINGLE]
    ends = {part for clause in clauses for part in (clause[:SHINGLE], clause[-SHINGLE:])}
    return sorted(crc32(part.encode("utf-8", "replace")) for part in ends)[:STANDING]


def _problem(node: Node, other: Node, score: float, numbers: Mapping[int, str]) -> Problem:
    name = numbers.get(other.id, "") + (other.title or other.body[:12])
    message = _("It says nearly the same as “{other}” (likeness {score}%).").format(other=name, score=int(score))
    return Problem("near-duplicate", WARNING, node.id, "", message, subject=str(other.id))
