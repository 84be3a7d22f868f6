"""Runs the fuzz child over many numbers and says what went wrong.

By hand: `python -m tests.importing.fuzz.driver FIRST LAST`.
"""

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).parents[3]
GOOD = ("draft", "plan", "refused", "memory")
MOST_MEMORY_SHARE = 0.01  # of all; a damage rarely asks for a gigabyte

Outcome = tuple[int, str, float]


def run(numbers: Iterable[int]) -> Iterator[Outcome]:
    """Yield what becomes of the damaged documents of these numbers; a child that dies is told and replaced."""
    waiting = list(numbers)
    while waiting:
        done = 0
        for outcome in _serve(waiting):
            done += 1
            yield outcome
        if done < len(waiting):
            yield waiting[done], "the child died or took too long", 0.0
        waiting = waiting[done + 1 :]


def _serve(numbers: list[int]) -> Iterator[Outcome]:
    command = [sys.executable, "-m", "tests.importing.fuzz.child"]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        try:
            for number in numbers:
                child.stdin.write(f"{number}\n")
                child.stdin.flush()
                answer = child.stdout.readline()
                if not answer:
                    return
                done, outcome, seconds = json.loads(answer)
                yield done, outcome, seconds
        except BrokenPipeError:
            return
        finally:
            child.kill()


def failures(outcomes: Iterable[Outcome]) -> list[Outcome]:
    """Return the outcomes that must not be, the numbers of all kinds printed."""
    counts: Counter[str] = Counter()
    bad: list[Outcome] = []
    slowest = 0.0
    for outcome in outcomes:
        good = outcome[1] in GOOD
        counts[outcome[1] if good else "bad"] += 1
        slowest = max(slowest, outcome[2])
        if not good:
            bad.append(outcome)
    print(dict(counts), f"slowest {slowest:.1f} s")
    return bad


if __name__ == "__main__":
    for number, outcome, seconds in failures(run(range(int(sys.argv[1]), int(sys.argv[2])))):
        print(number, seconds, outcome)
