"""How long checking a whole plan takes, and a glance at one row: `python bench/check.py`.

Each item has sentences of real plans, with full-width punctuation, so that findings are as rare as in a finished plan.
The goal is 2 s for 10,000 items on an idle machine, and growth in line with the number of items.
"""

import re
import time
from pathlib import Path
from random import Random

from planeditor.importing.targets import with_targets
from planeditor.language.punctuation import chinese_quotes, full_width
from planeditor.plan.checks import check_node, check_plan
from planeditor.plan.entities import LEAD, Department, Node, Owner, Plan, Snapshot

SIZES = (1_000, 2_000, 5_000, 10_000)
SENTENCES = 6  # of an item: 300 characters on average
_SEEDS = Path(__file__).parent.parent / "tests" / "files" / "seeds"
_OFFICE = Department(1, "党建办")


def _sentences() -> list[str]:
    text = "\n".join(path.read_text(encoding="utf-8") for path in sorted(_SEEDS.glob("*.txt")))
    found = re.findall(r"[^。：:\n（）()]{14,120}。", full_width(chinese_quotes(text)))
    return [sentence for sentence in found if not re.search("[xX ]", sentence)]


def make_plan(items: int) -> Snapshot:
    """Return a plan of so many items."""
    chosen, sentences = Random(items), _sentences()
    nodes = tuple(
        Node(
            100 + 2 * number, "item", f"任务{number}", "".join(chosen.choices(sentences, k=SENTENCES)),
            owners=(Owner(101 + 2 * number, 1, LEAD, "党建办"),),
        )
        for number in range(items)
    )  # fmt: skip
    plan = Plan(2, "2020年工作要点", year=2020)
    return Snapshot(plan, (_OFFICE,), with_targets(nodes, plan))


def main() -> None:
    """Print seconds of processor time, and of the clock, for each size."""
    for items in SIZES:
        snapshot = make_plan(items)
        clock, processor = time.perf_counter(), time.process_time()
        found = len(check_plan(snapshot))
        clock, processor = time.perf_counter() - clock, time.process_time() - processor
        print(f"{items:6} items: {processor:5.2f} s processor, {clock:5.2f} s clock, {found} findings")
    start = time.perf_counter()
    for node in snapshot.nodes:
        check_node(node, {1})
    print(f"a glance at a row: {(time.perf_counter() - start) / len(snapshot.nodes) * 1e6:.1f} µs")


if __name__ == "__main__":
    main()
