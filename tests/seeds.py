"""The five real plans, imported once for all tests that begin with one: a snapshot is never changed."""

from functools import cache
from pathlib import Path

from planeditor.importing import import_file
from planeditor.plan.entities import Snapshot

SEEDS = sorted((Path(__file__).parent / "files" / "seeds").glob("*.txt"))


@cache
def seed_plan(path: Path) -> Snapshot:
    """Return a seed as a plan, with the same ids each time."""
    return import_file(path).snapshot
