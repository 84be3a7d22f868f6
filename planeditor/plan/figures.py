"""Figures of targets as an office writes them: 60, 5—8所, 达标率≥60%.

One rule: a list, a comparison and a document write the same figure.
"""

from planeditor.plan.entities import Comparator, Target

SIGNS: dict[Comparator, str] = {"=": "", ">=": "≥", "<=": "≤", "~": "约", "+": "提高", "-": "降低"}


def number(value: float) -> str:
    """Return a number without noise in its last digits."""
    return f"{value:.10g}"


def amount(value: float, high: float | None, unit: str) -> str:
    """Return a value or a range with its unit."""
    return f"{number(value)}{unit}" if high is None else f"{number(value)}—{number(high)}{unit}"


def figure(target: Target) -> str:
    """Return a target as 达标率≥60%, or its words where it has no figure."""
    if target.value is None:
        return target.indicator or target.text
    return f"{target.indicator}{SIGNS[target.comparator]}{amount(target.value, target.value_high, target.unit)}"


def promise(target: Target, deadline: str) -> str:
    """Return a target as 力争达标率≥60%（2020年）, its words alone where it has no figure; "" is no deadline."""
    if target.value is None:
        return figure(target)
    return f"{target.modality}{figure(target)}" + (f"（{deadline}）" if deadline else "")
