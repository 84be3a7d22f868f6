"""Parts of an item as the short texts that tables show. One rule: the words are those an office writes."""

import re
from collections.abc import Iterable

from planeditor.exporting.text import chinese_date
from planeditor.plan.entities import Comparator, Node, Role, Snapshot, Target
from planeditor.plan.figures import number, promise

# What a target asks for, in words that a table offers to choose from.
COMPARATOR_WORDS: dict[Comparator, str] = {
    "=": "达到",
    ">=": "不少于",
    "<=": "不超过",
    "~": "约",
    "+": "提高",
    "-": "降低",
}
LEADER_LABELS = frozenset(("牵头领导", "分管领导", "责任领导", "分管县领导", "分管市领导"))
REMARK_LABELS = frozenset(("备注",))
_INSIDE_A_BUREAU = re.compile("[科室办处股]$")


def owner_names(node: Node, role: Role) -> str:
    """Return the names of the departments that lead or support an item, as written."""
    return "、".join(owner.name for owner in node.owners if owner.role == role)


def owner_labels(snapshot: Snapshot) -> tuple[str, str]:
    """Return what leading and supporting departments are called in the plan.

    They are 科室 where more than half of those in the registry have the name of an office inside a bureau (党建办,
    基教科), and 单位 otherwise, as in the plan of a government (市教育局, 各县区) or one that names nobody.
    """
    names = [department.name for department in snapshot.departments]
    inside = sum(1 for name in names if _INSIDE_A_BUREAU.search(name))
    return ("牵头科室", "责任科室") if inside * 2 > len(names) else ("牵头单位", "责任单位")


def target_text(target: Target, due: str = "") -> str:
    """Return a target as 力争达标率≥60%（2020年）; its own words where it has no figure.

    A deadline that is the item's `due` is left out.
    """
    return promise(target, chinese_date(target.deadline) if target.deadline != due else "")


def targets_text(node: Node) -> str:
    """Return an item's targets, one a line, parts (其中) after their whole; results are no targets."""
    return "\n".join(_target_line(target, node.due) for target in node.targets if target.kind == "target")


def _target_line(target: Target, due: str) -> str:
    text = target_text(target, due)
    return text if target.parent_id is None or text.startswith("其中") else f"其中：{text}"


def labelled_text(node: Node, labels: frozenset[str]) -> str:
    """Return the texts of the fields that carry one of the labels."""
    return "\n".join(field.text for field in node.fields if field.label in labels)


def measures_text(node: Node, elsewhere: frozenset[str]) -> str:
    """Return the body and the labelled fields, but for those whose labels stand `elsewhere` in the table."""
    fields = (f"{field.label}：{field.text}" for field in node.fields if field.label not in elsewhere)
    return "\n".join(_present([node.body, *fields]))


def measure_text(target: Target | None, value: float) -> str:
    """Return a value that a target has reached, or shall have by some time: 幼儿园15所."""
    return f"{target.indicator}{number(value)}{target.unit}" if target is not None else number(value)


def _present(texts: Iterable[str]) -> list[str]:
    return [text for text in texts if text]
