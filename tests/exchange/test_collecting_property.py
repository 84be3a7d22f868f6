"""Five departments fill forms in at random, in any order and several times: nothing is lost, nothing invented."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from planeditor.exchange.arrivals import Arrived
from planeditor.exchange.collecting import Collected, collect_returns
from planeditor.exchange.returns import Bases, read_answer
from planeditor.plan.entities import Node, Purpose, Snapshot
from planeditor.store import Document
from tests.exchange.handouts import (
    Clerk,
    arrived,
    as_source,
    document_of,
    five_departments,
    form_bytes,
    handouts_to_all,
)

PLAN = five_departments()
PURPOSES: tuple[Purpose, ...] = ("progress", "draft")
HANDOUTS = {purpose: handouts_to_all(PLAN, purpose) for purpose in PURPOSES}
FORMS = {each.id: as_source(form_bytes(PLAN, each)) for purpose in PURPOSES for each in HANDOUTS[purpose]}
WORDS = ("进展情况", "存在问题", "下一步措施")
SEEDS = st.integers(0, 2**32)


@contextmanager
def handed_out(purpose: Purpose) -> Iterator[Document]:
    """Give a document whose register has the hand-outs."""
    with document_of(PLAN) as document:
        document.register_handouts(HANDOUTS[purpose])
        yield document


def collected(document: Document, files: list[Arrived]) -> Collected:
    """Compare files with the plan as it is now."""
    bases = Bases(document, document.snapshot())
    return collect_returns([read_answer(file, bases) for file in files], bases)


def take_in(document: Document, files: list[Arrived]) -> Collected:
    """Collect files and take what is certain."""
    found = collected(document, files)
    found.take(document, found.certain, found.certain)
    return found


def disorder(clerk: Clerk, random: Random) -> None:
    """Sort, move columns, add and drop rows and columns, as people do with a table."""
    start = clerk.rows.index(clerk.head) + 1
    body = clerk.rows[start:]
    if random.random() < 0.5:
        random.shuffle(body)
    if random.random() < 0.3:
        body.insert(random.randint(0, len(body)), ["" for _cell in clerk.head])
    clerk.rows[start:] = body
    order = list(range(len(clerk.head)))
    if random.random() < 0.5:
        random.shuffle(order)
    rows = [[row[place] for place in order] for row in clerk.rows]
    extra = random.randint(0, len(order)) if random.random() < 0.4 else None
    for row in rows:
        if extra is not None:
            row.insert(extra, "自己加的列" if row[:extra] + row[extra:] == [clerk.head[p] for p in order] else "")
    clerk.rows = rows
    clerk.head = next(row for row in rows if "标识" in row)


def fill_progress(clerk: Clerk, random: Random, name: str) -> list[str]:
    """Write words that stand nowhere else into some cells; return them."""
    written = []
    for number, row in enumerate(clerk.items()):
        for header in WORDS:
            if random.random() < 0.4:
                written.append(f"{name}写的{number}{header}之{random.randint(0, 99)}")
                clerk.write(row, header, written[-1])
    return written


def texts_in(snapshot: Snapshot) -> str:
    return repr([entry for node in snapshot.walk() for entry in node.progress])


@settings(max_examples=8)
@given(seed=SEEDS)
def test_what_was_filled_in_stands_in_the_plan_in_any_order_however_often(seed: int) -> None:
    random = Random(seed)
    with handed_out("progress") as first, handed_out("progress") as second:
        files, written = [], []
        for handout in HANDOUTS["progress"]:
            form = FORMS[handout.id]
            for version in range(random.randint(0, 2)):
                clerk = Clerk(form)
                words = fill_progress(clerk, random, f"{handout.name}{version}")
                disorder(clerk, random)
                files.append(
                    arrived(clerk.saved(), f"{handout.name}{version}.xlsx", f"2026-07-0{version + 1}T00:00:00")
                )
                written.append((handout, version, words))
        take_in(first, files)
        shuffled = random.sample(files, len(files))
        cut = random.randint(0, len(shuffled))
        for part in (shuffled[:cut], shuffled[cut:], random.sample(files, len(files) // 2)):
            take_in(second, part)
        assert list(first.snapshot().walk()) == list(second.snapshot().walk())
        assert take_in(first, files).changes == ()
        said = texts_in(first.snapshot())
        newest = {handout.id: version for handout, version, _words in written}
        kept = [word for handout, version, words in written if version == newest[handout.id] for word in words]
        assert [word for word in kept if word not in said] == []
        entries = [entry for node in first.snapshot().walk() for entry in node.progress]
        every = {word for _handout, _version, words in written for word in words}
        told = {text for entry in entries for text in (entry.narrative, entry.problem, entry.next_step) if text}
        assert told <= every
        assert without_progress(first.snapshot()) == without_progress(PLAN)


def without_progress(snapshot: Snapshot) -> list[Node]:
    return [replace(node, progress=(), children=()) for node in snapshot.walk()]


def revise(clerk: Clerk, random: Random, name: str) -> dict[tuple[str, str], str]:
    """Reword some cells; return what was written by id and column."""
    written = {}
    for row in clerk.items():
        for header in ("工作任务", "工作内容", "工作措施"):
            if row[clerk.place(header)] and random.random() < 0.3:
                text = f"{name}改的{len(written)}号{random.randint(0, 999)}。"
                clerk.write(row, header, text)
                written[row[clerk.place("标识")], header] = text
    return written


def draft_files(random: Random) -> Iterator[tuple[Arrived, dict[tuple[str, str], str]]]:
    """Let every department revise its items."""
    for handout in HANDOUTS["draft"]:
        clerk = Clerk(FORMS[handout.id])
        written = revise(clerk, random, handout.name)
        disorder(clerk, random)
        yield arrived(clerk.saved(), f"{handout.name}.xlsx"), written


@settings(max_examples=8)
@given(seed=SEEDS)
def test_every_revision_is_taken_or_asked_about_and_nothing_else_changes(seed: int) -> None:
    random = Random(seed)
    with handed_out("draft") as document:
        pairs = list(draft_files(random))
        files = [file for file, _written in pairs]
        found = take_in(document, random.sample(files, len(files)))
        proposed: dict[tuple[str, str], set[str]] = {}
        for _file, written in pairs:
            for cell, text in written.items():
                proposed.setdefault(cell, set()).add(text)
        now = repr(document.snapshot().nodes)
        open_texts = {_after(change.difference.after) for change in found.changes if not change.is_certain}
        for texts in proposed.values():
            if len(texts) == 1:
                assert texts <= {text for text in texts if text in now}
            else:
                assert texts <= open_texts, "two departments disagree: both are shown, neither taken"
                assert not any(text in now for text in texts)
        assert now.count("改的") == sum(len(texts) == 1 for texts in proposed.values())
        again = take_in(document, files)
        assert not again.certain
        assert {change.choice for change in again.changes} == {c.choice for c in found.changes if not c.is_certain}
        assert repr(document.snapshot().nodes) == now


def _after(value: object) -> str:
    return value if isinstance(value, str) else getattr(value, "text", "")


def test_a_form_that_nobody_filled_in_changes_nothing() -> None:
    for purpose in PURPOSES:
        with handed_out(purpose) as document:
            found = take_in(document, [arrived(FORMS[each.id]) for each in HANDOUTS[purpose]])
            assert found.changes == ()
            assert found.notes == ()
            assert list(document.snapshot().walk()) == list(PLAN.walk())
