"""How long goals are looked for in plans of three sizes, and in one paragraph, as while a person types.

`python bench/targets.py [RUNS]`. The text is that of real plans, cut into items of about 430 characters. The limit is
one pass of a regular expression over the text for anything that could be a number; no rule can do with less.
"""

import math
import re
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from planeditor.language.targets import find_targets

SIZES = (1_000, 3_000, 10_000)
RUNS = 5
ITEM_LENGTH = 430  # characters
GOAL = 1.5  # seconds for 10,000 items
PARAGRAPH_GOAL = 0.002  # seconds for the longest paragraph
_SEEDS = Path(__file__).parent.parent / "tests" / "files" / "seeds"
_NUMBER = re.compile(r"[\d一二两三四五六七八九十百千全每所]")


def read_paragraphs() -> list[str]:
    """Return the paragraphs of real plans."""
    texts = (path.read_text(encoding="utf-8-sig") for path in sorted(_SEEDS.glob("*.txt")))
    return [line for text in texts for line in text.splitlines() if line.strip()]


def make_items(paragraphs: list[str], count: int) -> list[str]:
    """Return so many items, each a stretch of the plans' text."""
    text = "\n".join(paragraphs)
    items = [text[start : start + ITEM_LENGTH] for start in range(0, len(text) - ITEM_LENGTH, ITEM_LENGTH)]
    return (items * (count // len(items) + 1))[:count]


def measure(job: Callable[[], object], runs: int) -> float:
    """Return the median of the processor's seconds that the job takes."""
    times = []
    for _ in range(runs):
        start = time.process_time()
        job()
        times.append(time.process_time() - start)
    return statistics.median(times)


def main(runs: int) -> None:
    """Print seconds, growth exponent and the ratio to the limit for each size, and the longest paragraph's time."""
    paragraphs = read_paragraphs()
    last: tuple[int, float] | None = None
    for size in SIZES:
        items = make_items(paragraphs, size)
        ours = measure(lambda items=items: [find_targets(item, year=2020) for item in items], runs)  # type: ignore[misc]
        limit = measure(lambda items=items: [_NUMBER.findall(item) for item in items], runs)  # type: ignore[misc]
        exponent = math.log(ours / last[1]) / math.log(size / last[0]) if last else float("nan")
        print(f"{size:>6} items  {ours:6.2f} s  exponent {exponent:4.2f}  {ours / limit:5.1f} x limit")
        last = size, ours
    if last:
        print(f"10,000 items: goal {GOAL} s, took {last[1]:.2f} s")
    longest = max(paragraphs, key=len)
    once = measure(lambda: find_targets(longest, year=2020), 50)
    print(f"longest paragraph ({len(longest)} characters): goal {PARAGRAPH_GOAL * 1e3} ms, took {once * 1e3:.2f} ms")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else RUNS)
