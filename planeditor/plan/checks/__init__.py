"""Checks of a plan before it goes out (校核). One rule: a rule is a function in a table; it reports, never repairs.

`check_plan` runs them all and may be called in a thread; `check_node` looks at one node: without `thorough` at a
glance, for the tree's painted rows, with it at the node's texts as well. Only the glance is loaded with this package.
"""

from collections.abc import Callable, Container, Iterable
from datetime import date
from itertools import chain

from planeditor.plan.checks.glance import RULES
from planeditor.plan.checks.problems import (
    DEFAULTS,
    ERROR,
    PLAN,
    WARNING,
    CheckSettings,
    Fix,
    Key,
    Problem,
    Severity,
    Spot,
    Subject,
)
from planeditor.plan.entities import Node, Plan, Snapshot

__all__ = [
    "ERROR",
    "WARNING",
    "CheckSettings",
    "Fix",
    "Problem",
    "Severity",
    "Spot",
    "check",
    "check_node",
    "check_plan",
    "rule_names",
    "without_dismissed",
]


def check(snapshot: Snapshot) -> list[Problem]:
    """Return all problems of a plan in document order, whatever day it is."""
    return check_plan(snapshot)


def check_plan(
    snapshot: Snapshot,
    settings: CheckSettings = DEFAULTS,
    today: date | None = None,
    *,
    cancelled: Callable[[], bool] = lambda: False,
) -> list[Problem]:
    """Return all problems of a plan in document order; Cancelled if `cancelled` says so meanwhile.

    Without `today` no deadline is past.
    """
    from planeditor.plan.checks.whole import check_whole

    return check_whole(snapshot, settings, today, cancelled)


def check_node(
    node: Node,
    departments: Container[int],
    *,
    led: bool = False,
    thorough: bool = False,
    plan: Plan | None = None,
    today: date | None = None,
) -> list[Problem]:
    """Return what is wrong with one section or item alone; `departments` holds the ids of the registry.

    The problems bear no number. `led` says that one above it has a lead department, or one below it
    a department at all, so that it needs none. `thorough`
    looks at its texts and targets, too; what compares nodes or counts children is left to `check_plan`.
    """
    subject = Subject(node, departments, led)
    found = list(chain.from_iterable(rule(subject) for rule in RULES))
    if thorough:
        from planeditor.plan.checks.whole import check_texts

        found += check_texts(node, plan, today)
    return found


def rule_names() -> dict[str, str]:
    """Return what people call the rules, by their ids, in the order in which they are listed."""
    from planeditor.plan.checks.naming import names

    return names()


def without_dismissed(problems: Iterable[Problem], dismissed: Container[Key]) -> list[Problem]:
    """Leave out what people said is no problem, one by one or for the whole plan."""
    return [each for each in problems if each.key not in dismissed and (each.rule, None, PLAN) not in dismissed]
