"""Quantified goals in Chinese official prose: what is to be reached, how much of it, and where the text says so.

One rule: a rule is worded by the grammar of the language, and each has its table of examples in the tests; what no
rule claims is no target.
"""

from planeditor.language.targets.finding import FoundTarget, find_targets, read_figure
from planeditor.language.targets.restated import count_periods, is_same_goal, may_restate

__all__ = ["FoundTarget", "count_periods", "find_targets", "is_same_goal", "may_restate", "read_figure"]
