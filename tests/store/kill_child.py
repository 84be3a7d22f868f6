"""The process that test_kill.py kills: edits a plan at random, acknowledges every edit, publishes all the while.

Called with PATH SEED MANNER. An acknowledgement is a line "sequence digest", written after the edit returned. In the
manner "hasty" it is written before the commit: the control that shows that the test finds losses.
"""

import random
import sys
import threading
from pathlib import Path

from planeditor.plan.changes import ChangeSet
from planeditor.plan.entities import LIGHTS, STATUSES, Milestone
from planeditor.store import Document, open_document
from planeditor.store.digest import MODULUS, digest_text, kept_digest
from planeditor.store.evidence import EvidenceFile

HASTY_BATCH = 40


def acknowledge(sequence: int, digest: str) -> None:
    """Tell the parent; the line is in the pipe when this returns."""
    sys.stdout.write(f"{sequence} {digest}\n")
    sys.stdout.flush()


def edit(document: Document, choose: random.Random, sequence: int) -> ChangeSet | None:
    """Make one random edit that changes something."""
    nodes = [entry.id for entry in document.outline().walk()]
    kind = choose.choice(
        ["insert", "insert", "rename", "body", "move", "delete", "undo", "redo", "department", "report"]
    )
    if kind == "rename" and nodes:
        return document.rename(choose.choice(nodes), f"第{sequence}次改名 {choose.random()}")
    if kind == "body" and nodes:
        return document.set_body(choose.choice(nodes), f"正文{sequence} " * choose.randint(1, 400))
    if kind == "move" and len(nodes) > 1:
        return document.move_down([choose.choice(nodes)])
    if kind == "delete" and len(nodes) > 40:
        return document.delete([choose.choice(nodes)])
    if kind == "undo":
        return document.undo()
    if kind == "redo":
        return document.redo()
    if kind == "department":
        return document.add_department(f"第{sequence}处 {choose.random()}")
    if kind == "report" and nodes:
        return report(document, choose.choice(nodes), choose)
    return document.insert("section", None, title=f"第{sequence}节", body=f"{choose.random()}")


def report(document: Document, node_id: int, choose: random.Random) -> ChangeSet:
    """Report on an item, with a light against the rule and a file that proves it, as one step."""
    with document.step("report") as step:
        status, percent = choose.choice(STATUSES), choose.random() * 100
        (entry,) = document.add_progress(node_id, date="2026-06-30", status=status, percent=percent).created("progress")
        document.set_light(node_id, choose.choice(LIGHTS), "说明")
        document.attach_evidence(entry, EvidenceFile(f"{choose.random()}.jpg", 12, "ab" * 32))
        document.set_milestones(node_id, None, [Milestone(0, f"2026Q{quarter}", value=25.0) for quarter in (1, 3)])
    return step.change_set


def publish_on_and_on(document: Document, stop: threading.Event) -> None:
    """Publish whatever is there, again and again."""
    while not stop.wait(0.005):
        document.publish()


def edit_honestly(document: Document, choose: random.Random) -> None:
    """Acknowledge each edit once its call has returned."""
    for sequence in range(1_000_000):
        edit(document, choose, sequence)
        acknowledge(sequence, kept_digest(document.store.connection))


def edit_hastily(document: Document, choose: random.Random) -> None:
    """Acknowledge edits while their step is still open: what must never be done."""
    for batch in range(1_000_000):
        before = int(kept_digest(document.store.connection), 16)
        with document.step("hasty") as step:
            for number in range(HASTY_BATCH):
                document.insert("section", None, title=f"{batch} {number} {choose.random()}")
                acknowledge(batch * HASTY_BATCH + number, digest_text((before + step.digest) % MODULUS))


def main() -> None:
    """Open, tell that the plan is open, edit until killed."""
    path, seed, manner = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    document = open_document(path, author="child")
    acknowledge(-1, kept_digest(document.store.connection))
    threading.Thread(target=publish_on_and_on, args=(document, threading.Event()), daemon=True).start()
    choose = random.Random(seed)
    (edit_honestly if manner == "honest" else edit_hastily)(document, choose)


if __name__ == "__main__":
    main()
