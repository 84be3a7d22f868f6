"""All words of a draft, for tests that nothing is lost."""

import re
from collections.abc import Iterator

from planeditor.importing.draft import Draft
from planeditor.plan.entities import Node

_PUNCTUATION = re.compile(r"[\s，,。．.：:；;（()）—\-·、【】\[\]]+")


def squeeze(text: str) -> str:
    """Return the text without spaces and punctuation."""
    return _PUNCTUATION.sub("", text or "")


def strings_of(draft: Draft) -> Iterator[str]:
    """Yield every text of a draft in document order, the unplaced lines last."""
    plan = draft.snapshot.plan
    yield from (plan.doc_number, plan.issuer, plan.notice_title, plan.title, plan.addressees, plan.notice)
    yield from (plan.signer, plan.date, plan.preamble)
    for node in draft.snapshot.nodes:
        yield from node_strings(node)
    yield plan.closing
    yield from draft.snapshot.unplaced


def node_strings(node: Node) -> Iterator[str]:
    """Yield every text of a node and all below it."""
    for below in node.walk():
        yield from (below.mark, below.title, below.body)
        for field in below.fields:
            yield from (field.label, field.text)
        yield from (owner.name for owner in below.owners)
