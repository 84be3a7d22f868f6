"""The form that a hand-out asks to be filled in: its columns, its rows, and what each cell says.

One rule: writer and reader share it; a cell's text follows from the plan alone, so that what was changed in a returned
form is told by comparing texts.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from planeditor.exporting.phrases import measure_text, owner_labels, target_text, targets_text
from planeditor.exporting.text import chinese_date
from planeditor.plan.entities import LEAD, STATUSES, Handout, Node, Progress, Purpose, Role, Snapshot, Target
from planeditor.plan.handing import Duty, derived_id, duties_of, period_words
from planeditor.plan.numbering import snapshot_numbers

RowKind = Literal["item", "target", "new"]
Kind = Literal["text", "centred", "status", "percent", "number", "choice"]

ID_HEADER = "标识"
HIDDEN_SHEET = "planeditor"  # holds what the form said when it left
MARKER = "planeditor-handout"
SHEETS: dict[Purpose, str] = {"progress": "进展填报", "draft": "任务修订"}
PURPOSES: dict[Purpose, str] = {"progress": "进展填报表", "draft": "工作任务修订表"}
ROLES: dict[Role, str] = {"lead": "牵头", "support": "配合"}
NEW_ROWS = 10  # for items that the department adds
DELETE = "建议删除"
HEAD_LABELS = ("填报人：", "联系电话：", "填报日期：")
TARGET_SIGN = "指标："
SEPARATOR = "、"
_FIELDS_AT = 4  # of the draft's columns: behind the body
PROGRESS_FIELDS = ("status", "percent", "value", "narrative", "problem", "next_step", "evidence")


@dataclass(frozen=True, slots=True)
class FormColumn:
    """A column: what names it, its header, its width in digits, what its cells hold, whether they may be filled."""

    key: str
    header: str
    width: float
    kind: Kind = "text"
    fill: bool = False


@dataclass(frozen=True, slots=True)
class FormRow:
    """A row: the id of the item or target it is about, its texts by column, and which of them may be filled."""

    id: int
    kind: RowKind
    role: Role
    texts: Mapping[str, str]
    fills: frozenset[str]
    section: str = ""  # the heading it stands under
    node_id: int = 0  # of the item, for a target as well
    weight: int = 0  # of the department's word on it


@dataclass(frozen=True, slots=True)
class Form:
    """All that a department is asked."""

    handout: Handout
    department: str
    title: str
    columns: tuple[FormColumn, ...]
    rows: tuple[FormRow, ...]
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # by column
    unanswered: tuple[Handout, ...] = ()  # earlier ones to the same department

    @property
    def counts(self) -> tuple[int, int]:
        """Return how many items the department leads and supports."""
        roles = [row.role for row in self.rows if row.kind == "item"]
        return roles.count("lead"), roles.count("support")


def make_form(snapshot: Snapshot, handout: Handout, numbers: Mapping[int, str] | None = None) -> Form:
    """Return the form of a hand-out; `numbers` are those of the plan, which it takes long to count many times."""
    duties = duties_of(snapshot, handout.department_id)
    shown = snapshot_numbers(snapshot) if numbers is None else numbers
    maker = _ProgressForm if handout.purpose == "progress" else _DraftForm
    return maker(snapshot, handout, duties, shown).form()


def base_rows(form: Form) -> dict[int, Mapping[str, str]]:
    """Return what every row says, by id."""
    return {row.id: row.texts for row in form.rows}


class _Maker:
    """What both forms have in common."""

    def __init__(
        self, snapshot: Snapshot, handout: Handout, duties: Sequence[Duty], numbers: Mapping[int, str]
    ) -> None:
        self.snapshot, self.handout, self.duties, self.numbers = snapshot, handout, duties, numbers
        names = {each.id: each.name for each in snapshot.departments}
        self.department = names.get(handout.department_id, handout.name)

    def form(self) -> Form:
        """Return the form."""
        title = "".join(self.snapshot.plan.title.split("\n"))
        period = period_words(self.handout.period)
        heading = f"{title}{PURPOSES[self.handout.purpose]}" + (f"（{period}）" if period else "")
        columns = self.columns()
        rows = tuple(self.rows())
        earlier = (each for each in self.snapshot.handouts if each.department_id == self.handout.department_id)
        unanswered = tuple(each for each in earlier if each.time < self.handout.time and not each.receipts)
        return Form(self.handout, self.department, heading, columns, rows, self.choices(), unanswered)

    def columns(self) -> tuple[FormColumn, ...]:
        raise NotImplementedError

    def rows(self) -> Iterator[FormRow]:
        raise NotImplementedError

    def choices(self) -> Mapping[str, tuple[str, ...]]:
        raise NotImplementedError

    def heading(self, sections: Sequence[Node]) -> str:
        """Return the sections that an item stands in, from the top."""
        return " ".join(f"{self.numbers.get(each.id, '')}{each.title}" for each in sections)

    def shown_title(self, node: Node) -> str:
        """Return what names an item: its title, or how its text begins."""
        return node.title or node.body.partition("\n")[0][:40]


class _ProgressForm(_Maker):
    """Progress: a row for every item, and one below it for each of its targets."""

    def columns(self) -> tuple[FormColumn, ...]:
        """Return the columns; what was reported before stands there if anything was."""
        reported = any(duty.node.progress for duty in self.duties)
        measured = any(target.kind == "target" for duty in self.duties for target in duty.node.targets)
        return (
            FormColumn("number", "序号", 6, "centred"),
            FormColumn("task", "工作任务", 24),
            FormColumn("content", "工作内容和目标", 40),
            FormColumn("role", "分工", 6, "centred"),
            FormColumn("due", "完成时限", 11, "centred"),
            *((FormColumn("last", "上次填报", 22),) if reported else ()),
            FormColumn("status", "进展状态", 12, "status", fill=True),
            FormColumn("percent", "完成率（%）", 9, "percent", fill=True),
            *((FormColumn("value", "实际完成值", 11, "number", fill=True),) if measured else ()),
            FormColumn("narrative", "进展情况", 32, fill=True),
            FormColumn("problem", "存在问题", 18, fill=True),
            FormColumn("next_step", "下一步措施", 18, fill=True),
            FormColumn("evidence", "佐证材料", 12, fill=True),
        )

    def choices(self) -> Mapping[str, tuple[str, ...]]:
        """Return what a cell may be chosen from."""
        return {"status": STATUSES}

    def rows(self) -> Iterator[FormRow]:
        """Yield the rows."""
        for duty in self.duties:
            yield self._item(duty)
            yield from (self._target(duty, each) for each in duty.node.targets if each.kind == "target")

    def _item(self, duty: Duty) -> FormRow:
        node = duty.node
        texts = {
            "number": self.numbers.get(node.id, ""),
            "task": self.shown_title(node),
            "content": _content(node),
            "role": ROLES[duty.role],
            "due": chinese_date(node.due),
            "last": _last_report(node, None),
            **dict.fromkeys(PROGRESS_FIELDS, ""),
        }
        fills = frozenset(PROGRESS_FIELDS) - {"value"}
        return FormRow(node.id, "item", duty.role, texts, fills, self.heading(duty.sections), node.id, duty.weight)

    def _target(self, duty: Duty, target: Target) -> FormRow:
        deadline = target.deadline if target.deadline != duty.node.due else ""
        texts = {
            "number": "",
            "task": f"{TARGET_SIGN}{target.indicator or target.text}",
            "content": target_text(target, duty.node.due),
            "role": "",
            "due": chinese_date(deadline),
            "last": _last_report(duty.node, target),
            **dict.fromkeys(PROGRESS_FIELDS, ""),
        }
        fills = frozenset(("value", "narrative"))
        above = self.heading(duty.sections)
        return FormRow(target.id, "target", duty.role, texts, fills, above, duty.node.id, duty.weight)


def _content(node: Node) -> str:
    """Return all of an item's own texts but its title."""
    fields = (f"{each.label}：{each.text}" if each.label else each.text for each in node.fields)
    return "\n".join(filter(None, (node.body, *fields)))


def _last_report(node: Node, target: Target | None) -> str:
    own = [each for each in node.progress if each.target_id == (target.id if target is not None else None)]
    return report_words(max(own, key=lambda each: (each.date, each.id)), target) if own else ""


def report_words(entry: Progress, target: Target | None = None) -> str:
    """Return a report in a line: 2020年6月30日：滞后，35%，幼儿园15所，已开工15所."""
    percent = f"{entry.percent:.10g}%" if entry.percent is not None else ""
    reached = measure_text(target, entry.value) if entry.value is not None else ""
    words = "，".join(filter(None, (entry.status, percent, reached, entry.narrative)))
    return f"{chinese_date(entry.date)}：{words}" if entry.date and words else words


class _DraftForm(_Maker):
    """Drafting: the items' own texts, each in a cell, and rows for new ones."""

    def columns(self) -> tuple[FormColumn, ...]:
        """Return the columns, one for each label that any of the items has."""
        lead, support = owner_labels(self.snapshot)
        counted = any(target.kind == "target" for duty in self.duties for target in duty.node.targets)
        labels = self._labels()
        wide = 64.0 if not labels else max(64.0 / (len(labels) + 1), 20.0)
        columns = (
            FormColumn("number", "序号", 6, "centred"),
            FormColumn("section", "所属板块", 14, "choice", fill=True),
            FormColumn("title", "工作任务", 26, fill=True),
            FormColumn("body", "工作内容", wide, fill=True),
            *((FormColumn("targets", "量化指标", 22),) if counted else ()),
            FormColumn("lead", lead, 13, fill=True),
            FormColumn("support", support, 14, fill=True),
            FormColumn("due", "完成时限", 12, fill=True),
            FormColumn("wish", "处理意见", 10, "choice", fill=True),
            FormColumn("remark", "修改说明", 20, fill=True),
        )
        taken = {column.header for column in columns}
        named = {key: f"{header}（条目内容）" if header in taken else header for key, header in labels.items()}
        fields = tuple(FormColumn(key, header, wide, fill=True) for key, header in named.items())
        return (*columns[:_FIELDS_AT], *fields, *columns[_FIELDS_AT:])

    def _labels(self) -> dict[str, str]:
        """Return keys and headers of the columns for labelled texts; a label that repeats has a column for each."""
        most: dict[str, int] = {}
        for duty in self.duties:
            own = [each.label for each in duty.node.fields]
            most |= {label: max(most.get(label, 0), own.count(label)) for label in own}
        return {
            field_key(label, place): f"{label or '其他内容'}{f'（{place + 1}）' if place else ''}"
            for label, count in most.items()
            for place in range(count)
        }

    def choices(self) -> Mapping[str, tuple[str, ...]]:
        """Return what a cell may be chosen from."""
        return {"wish": (DELETE,), "section": tuple(reversed(self.sections()))}

    def sections(self) -> dict[str, int]:
        """Return the names of the sections with items of the department, and their ids; of all if it has none."""
        own = [duty.sections[-1] for duty in self.duties if duty.sections]
        known = own or [node for node in self.snapshot.walk() if node.kind == "section"]
        return {self._named(section): section.id for section in reversed(known)}

    def _named(self, section: Node) -> str:
        return f"{self.numbers.get(section.id, '')}{section.title}"

    def rows(self) -> Iterator[FormRow]:
        """Yield the rows, empty ones for new items at the end."""
        keys = frozenset(column.key for column in self.columns() if column.fill)
        for duty in self.duties:
            yield FormRow(
                duty.node.id, "item", duty.role, self._texts(duty), keys - {"section"}, self.heading(duty.sections),
                duty.node.id,
            )  # fmt: skip
        for place in range(NEW_ROWS):
            new = derived_id(self.handout.id, "new", place)
            yield FormRow(new, "new", LEAD, dict.fromkeys((*keys, "number"), ""), keys - {"wish"}, node_id=new)

    def _texts(self, duty: Duty) -> dict[str, str]:
        node = duty.node
        texts = {
            "number": self.numbers.get(node.id, ""),
            "section": self._named(duty.sections[-1]) if duty.sections else "",
            "title": node.title,
            "body": node.body,
            "targets": targets_text(node),
            "due": chinese_date(node.due),
            "wish": "",
            "remark": "",
        }
        texts |= {role: SEPARATOR.join(each.name for each in node.owners if each.role == role) for role in ROLES}
        places: dict[str, int] = {}
        for each in node.fields:
            place = places[each.label] = places.get(each.label, -1) + 1
            texts[field_key(each.label, place)] = each.text
        return texts


def section_names(snapshot: Snapshot, numbers: Mapping[int, str]) -> dict[str, int]:
    """Return the sections of a plan by the names that forms have for them; of two alike the first."""
    sections = [node for node in snapshot.walk() if node.kind == "section"]
    return {f"{numbers.get(each.id, '')}{each.title}": each.id for each in reversed(sections)}


def field_key(label: str, place: int) -> str:
    """Return what names the column of an item's labelled text: the first, second … that has the label."""
    return f"field:{place}:{label}"
