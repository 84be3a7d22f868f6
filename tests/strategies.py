"""Random plans for property tests: `snapshots()` draws any that the entities and the plan's rules allow."""

from collections.abc import Iterator

from hypothesis import strategies as st

from planeditor.plan.entities import (
    COMPARATORS,
    STATUSES,
    Department,
    Evidence,
    Field,
    Handout,
    Light,
    Lineage,
    Milestone,
    Node,
    Owner,
    Plan,
    Progress,
    Receipt,
    Snapshot,
    Span,
    Target,
)
from planeditor.plan.numbering import PRESETS

PHRASES = ("加强党的建设", "基教科", "创建优质园40所", "（牵头科室：计财科）", "5%,其中", "=1+1", "𠮷")
DATES = ("", "2020", "2020-04", "2020-04-02", "年底前")

texts = st.sampled_from(("", *PHRASES)) | st.text(st.characters(codec="utf-8"), max_size=12)
values = st.none() | st.floats(allow_nan=False, allow_infinity=False) | st.integers(0, 10**6).map(float)
dates = st.sampled_from(DATES)


def _ids(draw: st.DrawFn) -> Iterator[int]:
    number = draw(st.integers(1, 1 << 62))
    while True:
        yield number
        number += 1


@st.composite
def snapshots(draw: st.DrawFn, max_nodes: int = 8, text: st.SearchStrategy[str] = texts) -> Snapshot:
    """Draw a plan of at most `max_nodes` sections and items, whose texts come from `text`."""
    ids = _ids(draw)
    departments = _departments(draw, ids, text)
    nodes = _forest(draw, ids, departments, draw(st.integers(0, max_nodes)), text)
    unplaced = tuple(draw(st.lists(text, max_size=2)))
    return Snapshot(
        draw(_plans(next(ids), text)), departments, nodes, unplaced, _handouts(draw, ids, departments, text)
    )


def _handouts(
    draw: st.DrawFn, ids: Iterator[int], departments: tuple[Department, ...], text: st.SearchStrategy[str]
) -> tuple[Handout, ...]:
    handout = st.builds(
        Handout,
        id=st.builds(lambda: next(ids)),
        department_id=st.sampled_from([1, *(department.id for department in departments)]),
        purpose=st.sampled_from(("progress", "draft")),
        form=st.sampled_from(("xlsx", "plan")),
        due=dates,
        version_id=st.none() | st.integers(1, 1 << 62),
        receipts=st.builds(lambda name: (Receipt(next(ids), name, note=name),), text) | st.just(()),
        **dict.fromkeys(("name", "period", "time", "contact", "note"), text),
    )
    return tuple(draw(handout) for _each in range(draw(st.integers(0, 1))))


def _plans(number: int, text: st.SearchStrategy[str]) -> st.SearchStrategy[Plan]:
    return st.builds(
        Plan,
        id=st.just(number),
        date=dates,
        year=st.none() | st.integers(1990, 2100),
        kind=st.sampled_from(("plan", "report")),
        numbering=st.sampled_from(("", *PRESETS)),
        **dict.fromkeys(("title", "doc_number", "issuer", "notice_title", "addressees", "notice"), text),
        **dict.fromkeys(("preamble", "closing", "signer"), text),
    )


def _departments(draw: st.DrawFn, ids: Iterator[int], text: st.SearchStrategy[str]) -> tuple[Department, ...]:
    names = draw(st.lists(text, max_size=3, unique=True))
    plain = [Department(next(ids), name, tuple(draw(st.lists(text, max_size=2)))) for name in names]
    if len(plain) > 1 and draw(st.booleans()):
        plain.append(Department(next(ids), "机关各科室", (), tuple(department.id for department in plain)))
    return tuple(plain)


def _forest(
    draw: st.DrawFn,
    ids: Iterator[int],
    departments: tuple[Department, ...],
    count: int,
    text: st.SearchStrategy[str],
    kinds: tuple[str, ...] = ("section", "item"),
) -> tuple[Node, ...]:
    """Draw `count` nodes, some of them inside others."""
    nodes = []
    while count > 0:
        below = draw(st.integers(0, count - 1))
        count -= 1 + below
        kind = draw(st.sampled_from(kinds))
        children = _forest(draw, ids, departments, below, text, kinds if kind == "section" else ("item",))
        nodes.append(_node(draw, ids, departments, kind, children, text))
    return tuple(nodes)


def _node(
    draw: st.DrawFn,
    ids: Iterator[int],
    departments: tuple[Department, ...],
    kind: str,
    children: tuple[Node, ...],
    text: st.SearchStrategy[str],
) -> Node:
    targets = _targets(draw, ids, text)
    progress = _progress(draw, ids, targets, text)
    target_ids = [None, *(target.id for target in targets)]
    return Node(
        id=next(ids),
        kind=kind,
        title=draw(text),
        body=draw(text),
        fields=tuple(Field(next(ids), draw(text), draw(text)) for _each in range(draw(st.integers(0, 2)))),
        due=draw(dates),
        mark=draw(st.sampled_from(("", "一、", "（一）", "1.", "3﹒"))),
        numbered=draw(st.booleans()),
        numbering=draw(st.sampled_from(("", *PRESETS))),
        owners=_owners(draw, ids, departments, text),
        targets=targets,
        progress=progress,
        milestones=_milestones(draw, ids, targets, text),
        lights=tuple(
            Light(next(ids), draw(st.sampled_from(("green", "yellow", "red"))), draw(text), target_id)
            for target_id in draw(st.lists(st.sampled_from(target_ids), max_size=1))
        ),
        evidence=tuple(Evidence(next(ids), draw(text), entry.id, 12, "ab" * 32) for entry in progress),
        lineage=tuple(
            Lineage(next(ids), draw(st.integers(1, 1 << 62)), 2025, draw(text), target_id)
            for target_id in draw(st.lists(st.sampled_from(target_ids), max_size=1))
        ),
        children=children,
    )


def _owners(
    draw: st.DrawFn,
    ids: Iterator[int],
    departments: tuple[Department, ...],
    text: st.SearchStrategy[str],
) -> tuple[Owner, ...]:
    chosen = draw(st.lists(st.sampled_from(departments), max_size=2, unique=True)) if departments else []
    roles = st.sampled_from(("lead", "support"))
    return tuple(Owner(next(ids), department.id, draw(roles), draw(text)) for department in chosen)


def _targets(draw: st.DrawFn, ids: Iterator[int], text: st.SearchStrategy[str]) -> tuple[Target, ...]:
    spans = st.none() | st.builds(Span, st.sampled_from(("title", "body")), st.integers(0, 9), st.integers(0, 9))
    targets: list[Target] = []
    for _each in range(draw(st.integers(0, 2))):
        parents = st.sampled_from([None, *(target.id for target in targets)])
        target = st.builds(
            Target,
            id=st.just(next(ids)),
            kind=st.sampled_from(("target", "actual")),
            comparator=st.sampled_from(COMPARATORS),
            deadline=dates,
            parent_id=parents,
            span=spans,
            **dict.fromkeys(("value", "value_high", "base_value"), values),
            **dict.fromkeys(("indicator", "unit", "base_period", "modality", "text"), text),
        )
        targets.append(draw(target))
    return tuple(targets)


def _progress(
    draw: st.DrawFn, ids: Iterator[int], targets: tuple[Target, ...], text: st.SearchStrategy[str]
) -> tuple[Progress, ...]:
    words = ("narrative", "problem", "next_step", "reporter", "evidence")
    entry = st.builds(
        Progress,
        id=st.builds(lambda: next(ids)),
        date=dates,
        status=st.sampled_from(("", *STATUSES)),
        percent=values,
        target_id=st.sampled_from([None, *(target.id for target in targets)]),
        value=values,
        **dict.fromkeys(words, text),
    )
    return tuple(draw(entry) for _each in range(draw(st.integers(0, 1))))


def _milestones(
    draw: st.DrawFn, ids: Iterator[int], targets: tuple[Target, ...], text: st.SearchStrategy[str]
) -> tuple[Milestone, ...]:
    target_ids = [None, *(target.id for target in targets)]
    return tuple(
        Milestone(next(ids), "2020Q2", draw(text), draw(st.sampled_from(target_ids)), draw(values))
        for _each in range(draw(st.integers(0, 1)))
    )
