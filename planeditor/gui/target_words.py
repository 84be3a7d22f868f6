"""Targets in words: comparators, quantities and table rows as people write and read them.

One rule: what cannot be read is refused with a sentence that says how to write it; nothing is guessed.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from planeditor.errors import EditError
from planeditor.gui.date_words import shown_date
from planeditor.i18n import _, pgettext
from planeditor.plan.entities import Comparator, Target
from planeditor.plan.tables.sums import PartsCheck, Sum
from planeditor.plan.target_words import place_of as place_of

SYMBOLS: dict[Comparator, str] = {"=": "＝", ">=": "≥", "<=": "≤", "~": "≈", "+": "↑", "-": "↓"}
UNITS = ("%", "个百分点", "所", "个", "人", "名", "万元", "亿元", "万人", "项", "次", "个班", "平方米", "家", "次/月")
MODALITIES = ("力争", "确保", "达到", "实现", "基本实现", "原则上", "鼓励")
DEADLINES = ("3月底", "6月底", "9月底", "12月底", "年底前", "全年", "暑期前", "开学前")
_WRITTEN: dict[str, Comparator] = {
    "=": "=", "＝": "=", "等于": "=", "达到": "=",
    ">=": ">=", "≥": ">=", ">": ">=", "＞": ">=", "不低于": ">=", "不少于": ">=", "以上": ">=",
    "<=": "<=", "≤": "<=", "<": "<=", "＜": "<=", "不超过": "<=", "不高于": "<=", "以下": "<=", "以内": "<=",
    "~": "~", "≈": "~", "约": "~", "左右": "~",
    "+": "+", "↑": "+", "提高": "+", "增加": "+", "新增": "+",
    "-": "-", "↓": "-", "降低": "-", "减少": "-",
}  # fmt: skip
_PREFIXES = sorted((word for word in _WRITTEN if word not in "+-"), key=len, reverse=True)
_SUFFIXES = ("以上", "以下", "以内", "左右")
_NUMBER = r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_QUANTITY = re.compile(rf"({_NUMBER})(?:\s*(?:-|–|—|~|～|至|到)\s*({_NUMBER}))?\s*([^\d\s.,].*)?")
_WIDE = str.maketrans("０１２３４５６７８９．，％－", "0123456789.,%-")
# The order in which rows are copied to and pasted from spreadsheets.
ROW = ("indicator", "comparator", "value", "value_high", "unit", "deadline", "modality", "base_value", "base_period")
_NUMBERS = ("value", "value_high", "base_value")


@dataclass(frozen=True, slots=True)
class Quantity:
    """What "≥95%" or "5-8所" says; None and "" where it says nothing."""

    comparator: Comparator | None = None
    value: float | None = None
    high: float | None = None
    unit: str = ""

    def columns(self) -> dict[str, Any]:
        """Return the columns of a target that this sets."""
        said: dict[str, Any] = {"value": self.value, "value_high": self.high}
        said |= {"unit": self.unit} if self.unit else {}
        return said | ({"comparator": self.comparator} if self.comparator else {})


def comparator_name(comparator: Comparator) -> str:
    """Return a comparator's name with its sign, such as "≥ at least"."""
    names = {
        "=": _("equals"),
        ">=": _("at least"),
        "<=": _("at most"),
        "~": _("about"),
        "+": _("up by"),
        "-": _("down by"),
    }
    return f"{SYMBOLS[comparator]} {names[comparator]}"


def number_text(value: float | None) -> str:
    """Return a number as short as it can be written exactly, "" for None."""
    if value is None:
        return ""
    return str(int(value)) if value == int(value) else repr(value)


def value_text(target: Target) -> str:
    """Return a target's value, or its range."""
    low, high = number_text(target.value), number_text(target.value_high)
    return f"{low}–{high}" if high else low


def read_number(text: str) -> float | None:
    """Return the number that was typed, None for nothing; EditError when it is none."""
    quantity = read_quantity(text)
    if quantity.high is not None or quantity.unit or quantity.comparator:
        raise _no_number(text)
    return quantity.value


def read_quantity(text: str) -> Quantity:
    """Return what a quantity such as 42, ≥95%, 5-8所 or 100人以上 says; EditError when it is none."""
    plain = text.strip().translate(_WIDE)
    if not plain:
        return Quantity()
    comparator, rest = _split_comparator(plain)
    match = _QUANTITY.fullmatch(rest.strip())
    if match is None:
        raise _no_number(text)
    low, high, unit = match.groups()
    return Quantity(comparator, _float(low), _float(high) if high else None, (unit or "").strip())


def read_comparator(text: str) -> Comparator:
    """Return the comparator that a sign or a word means; EditError for any other."""
    if text.strip() not in _WRITTEN:
        raise EditError(_("“{value}” is no comparison.").format(value=text.strip()))
    return _WRITTEN[text.strip()]


def comparator_typed(text: str) -> Comparator | None:
    """Return the comparator that a sign means, None for any other text."""
    return _WRITTEN.get(text)


def _split_comparator(text: str) -> tuple[Comparator | None, str]:
    for word in _PREFIXES:
        if text.startswith(word):
            return _WRITTEN[word], text[len(word) :]
    for word in _SUFFIXES:
        if text.endswith(word):
            return _WRITTEN[word], text[: -len(word)]
    return None, text


def _float(text: str) -> float:
    return float(text.replace(",", ""))


def _no_number(text: str) -> EditError:
    return EditError(_("“{text}” is no number. Write digits, such as 42, 98.5 or 1,200.").format(text=text.strip()))


def detail_line(target: Target, parent: Target | None) -> str:
    """Return what the second line of a row says: kind, modality, deadline, base, and what it is part of."""
    base = number_text(target.base_value)
    parts = [
        pgettext("target", "Result") if target.kind == "actual" else "",
        target.modality,
        shown_date(target.deadline),
        _("Base {value}").format(value=" ".join(filter(None, (base, target.base_period)))) if base else "",
        _("Part of {name}").format(name=parent.indicator) if parent else "",
    ]
    return " · ".join(part for part in parts if part)


def sum_text(one: Sum) -> str:
    """Return what targets of one unit come to, or how many they are where they cannot be added."""
    if one.total is None:
        return _("{count} in {unit}").format(count=one.count, unit=one.unit or _("no unit"))
    return _("Sum {total} {unit}").format(total=number_text(round(one.total, 6)), unit=one.unit)


def parts_line(check: PartsCheck) -> str:
    """Return how the parts of a target compare with it, such as 学校 42 所，其中合计 47 所，多 5 所."""
    whole, unit = check.whole, check.whole.unit
    difference = check.total - (whole.value or 0.0)
    text = _("“{name}” is {value} {unit}, its parts come to {total} {unit}: {difference} too many.")
    if difference < 0:
        text = _("“{name}” is {value} {unit}, its parts come to {total} {unit}: {difference} missing.")
    numbers = {"value": whole.value, "total": check.total, "difference": abs(difference)}
    shown = {name: number_text(round(number or 0.0, 6)) for name, number in numbers.items()}
    return text.format(name=whole.indicator, unit=unit, **shown)


def rows_text(targets: Iterable[Target]) -> str:
    """Return targets as lines with tabs between the columns of ROW."""
    return "".join("\t".join(_cell(target, column) for column in ROW) + "\n" for target in targets)


def _cell(target: Target, column: str) -> str:
    value = getattr(target, column)
    if column == "comparator":
        return SYMBOLS[target.comparator]
    return number_text(value) if column in _NUMBERS else str(value).replace("\t", " ").replace("\n", " ")


def read_rows(text: str) -> list[dict[str, Any]]:
    """Return the columns of the targets in pasted lines; EditError names the first cell that is no number."""
    lines = [line.split("\t") for line in text.splitlines() if line.strip()]
    return [_read_row([cell.strip() for cell in cells]) for cells in lines]


def _read_row(cells: list[str]) -> dict[str, Any]:
    columns: dict[str, Any] = {"indicator": cells[0]}
    if len(cells) > 1 and cells[1] not in _WRITTEN:
        return columns | _read_loose(cells[1:])
    for column, cell in zip(ROW[1:], cells[1:], strict=False):
        if column == "comparator":
            columns[column] = _WRITTEN[cell]
        else:
            columns[column] = read_number(cell) if column in _NUMBERS else cell
    return columns


def _read_loose(cells: list[str]) -> dict[str, Any]:
    """Read a row without a comparator of its own: indicator, quantity, and maybe the unit and the deadline."""
    columns = read_quantity(cells[0]).columns()
    for column, cell in zip(("unit", "deadline", "modality"), cells[1:], strict=False):
        if cell:
            columns[column] = cell
    return columns
