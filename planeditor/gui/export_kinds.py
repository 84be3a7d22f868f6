"""The kinds of documents that can be exported: name, what each is for, and which choices matter to it.

One rule: a layout that the exporters have is offered, also one that nobody has described here.
"""

from dataclasses import dataclass

from planeditor.exporting import LAYOUTS
from planeditor.gui.export_order import PDF
from planeditor.gui.print_plan import Form, form_names
from planeditor.i18n import _


@dataclass(frozen=True, slots=True)
class Kind:
    """One line of the list: `groups` are the groups of choices that the export dialog shows for it."""

    suffix: str
    layout: str
    name: str
    purpose: str
    icon: str
    groups: tuple[str, ...] = ()

    @property
    def named(self) -> str:
        """Return what the usual name of the file says of its layout, "" for the plan by itself."""
        return _NAMED.get((self.suffix, self.layout), "")


# Words of documents, the same in every language of the window: two layouts must not meet under one name.
_NAMED = {
    (".docx", "official"): "印发通知",
    (".docx", "draft"): "征求意见稿",
    (".docx", "table"): "任务分解表",
    (".docx", "cards"): "任务卡",
    (".xlsx", "tasks"): "任务分解表",
    (".xlsx", "ledger"): "工作台账",
    (".xlsx", "targets"): "指标表",
    (".xlsx", "departments"): "分科室表",
    (PDF, str(Form.OUTLINE)): "提纲",
    (PDF, str(Form.CARDS)): "任务卡",
    (PDF, str(Form.TABLE)): "任务分解表",
}
_TEXT, _HEAD, _FOOT, _DRAFT = "text_group", "head_group", "foot_group", "draft_group"


def kinds() -> list[Kind]:
    """Return all kinds in the order of the list."""
    described = [*_word(), *_excel(), *_pdf(), *_others()]
    known = {(kind.suffix, kind.layout) for kind in described}
    offered = {(suffix, layout) for suffix, layouts in LAYOUTS.items() for layout in (layouts or ("",))}
    further = [Kind(suffix, layout, f"{layout} ({suffix})", "", "export") for suffix, layout in offered - known]
    return [kind for kind in described if kind.suffix == PDF or (kind.suffix, kind.layout) in offered] + sorted(
        further, key=lambda kind: kind.name
    )


def file_kind(suffix: str) -> str:
    """Return what files with an ending are called in a file dialog."""
    names = {
        ".docx": _("Word documents"),
        ".xlsx": _("Excel tables"),
        PDF: _("PDF documents"),
        ".html": _("Web pages"),
        ".md": _("Markdown texts"),
        ".opml": _("Outlines"),
        ".csv": _("Tables as text"),
        ".xml": _("Projects"),
        ".json": _("JSON files"),
    }
    return names.get(suffix, suffix)


def _word() -> list[Kind]:
    whole = (_TEXT, _HEAD, _FOOT)
    return [
        Kind(
            ".docx",
            "plan",
            _("Word: the plan"),
            _("The plan by itself in the official layout, to edit and print."),
            "word",
            (_TEXT,),
        ),
        Kind(
            ".docx",
            "official",
            _("Word: notice and plan"),
            _("The whole document to be issued: notice, signature, plan; red head and imprint as chosen below."),
            "word",
            whole,
        ),
        Kind(
            ".docx",
            "draft",
            _("Word: draft for comments"),
            _("Marked as a draft, to be sent round for comments and read back."),
            "word",
            (_TEXT, _DRAFT),
        ),
        Kind(
            ".docx",
            "table",
            _("Word: table of tasks"),
            _("One row for each task, on its side, as an attachment to the notice."),
            "word",
            (_TEXT,),
        ),
        Kind(".docx", "cards", _("Word: item cards"), _("One card for each item, to hand out."), "word", (_TEXT,)),
    ]


def _excel() -> list[Kind]:
    return [
        Kind(
            ".xlsx",
            "tasks",
            _("Excel: table of tasks"),
            _("One row for each task: what, who, until when. Ready to print."),
            "excel",
        ),
        Kind(
            ".xlsx",
            "ledger",
            _("Excel: ledger"),
            _("To follow the work through the year: quarters, progress, state."),
            "excel",
        ),
        Kind(
            ".xlsx",
            "targets",
            _("Excel: targets"),
            _("Every quantified target with its figures and how far it is reached."),
            "excel",
        ),
        Kind(
            ".xlsx",
            "departments",
            _("Excel: by department"),
            _("One sheet for each department, what it leads first."),
            "excel",
        ),
    ]


def _pdf() -> list[Kind]:
    purposes = {
        Form.TEXT: _("The full text as it is printed, with page numbers. Cannot be edited."),
        Form.OUTLINE: _("Numbers and titles with who leads and until when: the plan at a glance."),
        Form.CARDS: _("A box for each item with all that belongs to it."),
        Form.TABLE: _("The tasks as a table on its side."),
    }
    name = _("PDF: {form}")
    return [
        Kind(PDF, str(form), name.format(form=form_names()[form]), purpose, "print", (_TEXT,))
        for form, purpose in purposes.items()
    ]


def _others() -> list[Kind]:
    return [
        Kind(
            ".html",
            "",
            _("Web page"),
            _("One file for the website or the intranet; any browser opens and prints it."),
            "open",
            (_TEXT,),
        ),
        Kind(
            ".md",
            "",
            _("Markdown"),
            _("Plain text with headings, for notes and wikis. Can be imported again."),
            "page",
            (_TEXT,),
        ),
        Kind(
            ".opml",
            "",
            _("Outline (OPML)"),
            _("For mind maps and outliners. Can be imported again."),
            "child-add",
            (_TEXT,),
        ),
        Kind(
            ".csv",
            "",
            _("Table as text (CSV)"),
            _("The table of tasks for programs that read no Excel files."),
            "table",
        ),
        Kind(
            ".xml",
            "",
            _("Project (XML)"),
            _("For Microsoft Project and ProjectLibre: tasks with dates, departments as resources."),
            "calendar",
        ),
        Kind(
            ".json",
            "",
            _("JSON"),
            _("All of the plan without any loss, for other programs or another computer."),
            "json",
        ),
    ]
