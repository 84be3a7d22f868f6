"""All actions of the window, declared once: text, icon, keys, tool tip.

One rule: a key stands here or nowhere. None is one that Chinese input methods take (Ctrl+Space, Shift+Space,
Ctrl+., Ctrl+Shift+F). Keys marked `in_tree` act only while the tree itself has the focus.
"""

import re
from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from planeditor.gui.icons import icon
from planeditor.i18n import _


class Act(Enum):
    """What can be done."""

    NEW = auto()
    OPEN = auto()
    SAVE = auto()
    SAVE_AS = auto()
    IMPORT = auto()
    READ_BACK = auto()
    VERSIONS = auto()
    SEND_COPY = auto()
    EXPORT = auto()
    EXPORT_WORD = auto()
    EXPORT_EXCEL = auto()
    EXPORT_JSON = auto()
    EXPORT_AGAIN = auto()
    PRINT_PREVIEW = auto()
    PRINT = auto()
    PAGE_SETUP = auto()
    CLOSE = auto()
    QUIT = auto()
    UNDO = auto()
    REDO = auto()
    CUT = auto()
    COPY = auto()
    PASTE = auto()
    DELETE = auto()
    DUPLICATE = auto()
    SELECT_ALL = auto()
    FIND = auto()
    REPLACE = auto()
    FIND_NEXT = auto()
    FIND_PREVIOUS = auto()
    GO_TO = auto()
    LEVEL_1 = auto()
    LEVEL_2 = auto()
    LEVEL_3 = auto()
    LEVEL_ALL = auto()
    NEXT_PANE = auto()
    PREVIOUS_PANE = auto()
    VIEW_EDITOR = auto()
    VIEW_LEDGER = auto()
    VIEW_BOARD = auto()
    NEW_ITEM = auto()
    NEW_CHILD = auto()
    NEW_SECTION = auto()
    RENAME = auto()
    PROMOTE = auto()
    DEMOTE = auto()
    MOVE_UP = auto()
    MOVE_DOWN = auto()
    SPLIT = auto()
    MERGE = auto()
    UNPLACED = auto()
    PLAN_HEAD = auto()
    PROPERTIES = auto()
    NEW_TARGET = auto()
    TAKE_TARGET = auto()
    TARGETS_TABLE = auto()
    OWNERS_MATRIX = auto()
    SHOW_TARGETS = auto()
    SHOW_OWNERS = auto()
    DEPARTMENTS = auto()
    SHOW_PROGRESS = auto()
    REPORT_PROGRESS = auto()
    PROGRESS_TABLE = auto()
    MILESTONES = auto()
    SET_LIGHT = auto()
    PACE_RULE = auto()
    FORGET_EVIDENCE = auto()
    HAND_OUT = auto()
    COLLECT = auto()
    HANDOUTS = auto()
    REPORT = auto()
    REFRESH_REPORT = auto()
    REPORT_SOURCES = auto()
    ROLL_OVER = auto()
    CONTINUED = auto()
    YEARS = auto()
    CHECK = auto()
    NEXT_FINDING = auto()
    PREVIOUS_FINDING = auto()
    END_FILTER = auto()
    MANUAL = auto()
    ABOUT = auto()
    WELCOME = auto()
    SAVE_TEMPLATE = auto()
    TEMPLATES = auto()
    OPTIONS = auto()
    KEYS = auto()
    WORD_COUNT = auto()
    ZOOM_IN = auto()
    ZOOM_OUT = auto()
    ZOOM_RESET = auto()
    NEXT_WINDOW = auto()
    PREVIOUS_WINDOW = auto()
    SIDE_BY_SIDE = auto()


@dataclass(frozen=True, slots=True)
class Spec:
    """One action: `short` is the word below its icon in the toolbar, `in_tree` binds the keys to the tree."""

    text: str
    icon: str = ""
    keys: tuple[str, ...] = ()
    tip: str = ""
    short: str = ""
    in_tree: bool = False


def specs() -> dict[Act, Spec]:
    """Return the table of actions in the language in use."""
    usual = _file_specs() | _edit_specs() | _view_specs() | _plan_specs() | _other_specs()
    return usual | _comfort_specs() | _follow_up_specs() | _report_specs()


def _file_specs() -> dict[Act, Spec]:
    return {
        Act.NEW: Spec(_("&New"), "new", ("Ctrl+N",), _("Start an empty plan in a window of its own")),
        Act.OPEN: Spec(_("&Open…"), "open", ("Ctrl+O",), _("Open a plan, or import a document"), _("Open")),
        Act.SAVE: Spec(_("&Save"), "save", ("Ctrl+S",), _("Write the file now; it also happens by itself"), _("Save")),
        Act.SAVE_AS: Spec(_("Save &as…"), "save-as", ("Ctrl+Shift+S",), _("Go on under another name")),
        Act.IMPORT: Spec(_("&Import…"), "import", ("Ctrl+I",), _("Take in Word, Excel or text files"), _("Import")),
        Act.READ_BACK: Spec(
            _("Read &back a revised file…"),
            "returned",
            ("Ctrl+Shift+I",),
            _("Take over what others changed in an exported file"),
        ),
        Act.VERSIONS: Spec(_("&Versions…"), "versions", (), _("Named drafts: save, compare, restore")),
        Act.SEND_COPY: Spec(
            _("Save a cop&y to send…"), "send", (), _("The plan alone, without history, versions and backups")
        ),
        Act.EXPORT: Spec(_("E&xport as…"), "export", (), _("Choose the format, the part of the plan and the look")),
        Act.EXPORT_WORD: Spec(_("&Word document…"), "word", ("Ctrl+E",), _("The plan in the official layout")),
        Act.EXPORT_EXCEL: Spec(_("&Excel table…"), "excel", (), _("The tasks as a table, one row for each")),
        Act.EXPORT_JSON: Spec(_("&JSON file…"), "json", (), _("All of the plan, for other programs")),
        Act.EXPORT_AGAIN: Spec(_("Export a&gain"), "redo", ("F5",), _("Write the file exported last anew")),
        Act.PRINT_PREVIEW: Spec(_("Print previe&w…"), "find", ("Ctrl+F2",), _("Text, outline, cards or table")),
        Act.PRINT: Spec(_("&Print…"), "print", ("Ctrl+P",), _("Print what the preview showed last")),
        Act.PAGE_SETUP: Spec(_("Page set&up…"), "", (), _("Paper and margins")),
        Act.CLOSE: Spec(_("&Close"), "close", ("Ctrl+W", "Ctrl+F4"), _("Close this window")),
        Act.QUIT: Spec(_("&Quit"), "", ("Ctrl+Q",), _("Close all windows")),
    }


def _edit_specs() -> dict[Act, Spec]:
    return {
        Act.UNDO: Spec(_("&Undo"), "undo", ("Ctrl+Z", "Alt+Backspace"), "", _("Undo")),
        Act.REDO: Spec(_("&Redo"), "redo", ("Ctrl+Y", "Ctrl+Shift+Z"), "", _("Redo")),
        Act.CUT: Spec(_("Cu&t"), "cut", ("Ctrl+X", "Shift+Del")),
        Act.COPY: Spec(_("&Copy"), "copy", ("Ctrl+C", "Ctrl+Ins"), _("Also for Word and Excel")),
        Act.PASTE: Spec(_("&Paste"), "paste", ("Ctrl+V", "Shift+Ins"), _("Also indented text from elsewhere")),
        Act.DELETE: Spec(_("&Delete"), "delete", ("Del",), _("Delete with all that stands below"), in_tree=True),
        Act.DUPLICATE: Spec(_("Dup&licate"), "duplicate", ("Ctrl+D",), _("Put a copy right below")),
        Act.SELECT_ALL: Spec(_("Select &all"), "", ("Ctrl+A",)),
        Act.FIND: Spec(_("&Find"), "find", ("Ctrl+F",), _("Find in numbers, titles, texts, owners and targets")),
        Act.REPLACE: Spec(_("R&eplace…"), "", ("Ctrl+H",), _("Replace words, with a look at every place before")),
        Act.FIND_NEXT: Spec(_("Find &next"), "", ("F3",)),
        Act.FIND_PREVIOUS: Spec(_("Find pre&vious"), "", ("Shift+F3",)),
        Act.GO_TO: Spec(_("&Go to number…"), "goto", ("Ctrl+G",), _("Such as 3, 一、2 or （二）3")),
    }


def _view_specs() -> dict[Act, Spec]:
    return {
        Act.LEVEL_1: Spec(_("Level &1 only"), "", ("Alt+Shift+1",)),
        Act.LEVEL_2: Spec(_("Up to level &2"), "", ("Alt+Shift+2",)),
        Act.LEVEL_3: Spec(_("Up to level &3"), "", ("Alt+Shift+3",)),
        Act.LEVEL_ALL: Spec(_("&All levels"), "expand", ("Alt+Shift+A",)),
        Act.VIEW_EDITOR: Spec(_("&Editor"), "edit", ("Ctrl+1",), _("Tree and text of the plan"), _("Editor")),
        Act.VIEW_LEDGER: Spec(
            _("&Ledger"), "table", ("Ctrl+2",), _("The plan as a table, one row an item"), _("Ledger")
        ),
        Act.VIEW_BOARD: Spec(_("&Board"), "board", ("Ctrl+3",), _("The plan in pictures"), _("Board")),
        Act.NEXT_PANE: Spec(_("Next pa&ne"), "", ("F6",), _("Tree, text, targets, owners in turn")),
        Act.PREVIOUS_PANE: Spec(_("Pre&vious pane"), "", ("Shift+F6",), _("Tree, text, targets, owners backwards")),
    }


def _plan_specs() -> dict[Act, Spec]:
    return {
        Act.NEW_ITEM: Spec(
            _("New &item"),
            "item-add",
            ("Return", "Enter"),
            _("Add an item after this one, or in the selected section"),
            _("New item"),
            in_tree=True,
        ),
        Act.NEW_CHILD: Spec(
            _("New item &below"),
            "child-add",
            ("Ctrl+Return", "Ctrl+Enter"),
            _("Add an item inside this section or item"),
            in_tree=True,
        ),
        Act.NEW_SECTION: Spec(
            _("New &section"),
            "section-add",
            ("Ctrl+Shift+Return", "Ctrl+Shift+Enter"),
            _("Add a section after this one"),
            _("New section"),
            in_tree=True,
        ),
        Act.RENAME: Spec(_("&Rename"), "edit", ("F2",), _("Edit the title in place"), in_tree=True),
        Act.PROMOTE: Spec(
            _("&Promote"), "promote", ("Alt+Shift+Left",), _("One level up (Shift+Tab in the tree)"), _("Promote")
        ),
        Act.DEMOTE: Spec(
            _("&Demote"), "demote", ("Alt+Shift+Right",), _("One level down (Tab in the tree)"), _("Demote")
        ),
        Act.MOVE_UP: Spec(_("Move &up"), "move-up", ("Alt+Shift+Up",), "", _("Up")),
        Act.MOVE_DOWN: Spec(_("Move do&wn"), "move-down", ("Alt+Shift+Down",), "", _("Down")),
        Act.SPLIT: Spec(
            _("Spli&t at the cursor"), "split", ("Ctrl+Alt+Return",), _("Make the text behind the cursor an item")
        ),
        Act.MERGE: Spec(_("&Merge"), "merge", (), _("Make one of the selected items")),
        Act.PLAN_HEAD: Spec(_("Plan &head"), "page", (), _("Title and first words of the plan itself")),
        Act.PROPERTIES: Spec(
            _("P&lan properties…"), "properties", ("Alt+Return",), _("Title, issuer, date, numbering")
        ),
    }


def _other_specs() -> dict[Act, Spec]:
    return {
        Act.NEW_TARGET: Spec(_("&New target"), "target", ("Ctrl+T",), _("Add a target to this item")),
        Act.TAKE_TARGET: Spec(
            _("Ta&ke as a target"), "check", ("F4",), _("Record the figure at the cursor, or the selected words")
        ),
        Act.TARGETS_TABLE: Spec(
            _("Table of &all targets…"), "table", ("Ctrl+Shift+T",), _("All targets of the plan, with their sums")
        ),
        Act.OWNERS_MATRIX: Spec(
            _("&Matrix of owners…"), "departments", ("Ctrl+Shift+O",), _("All items and departments in one table")
        ),
        Act.SHOW_TARGETS: Spec(_("&Targets panel"), "target", ("F8",)),
        Act.SHOW_OWNERS: Spec(_("&Owners panel"), "owner", ("F9",)),
        Act.DEPARTMENTS: Spec(_("&Departments…"), "departments", (), _("Names, aliases and groups of the departments")),
        Act.CHECK: Spec(_("&Check the plan"), "check", ("F7",), _("List what should be looked at again"), _("Check")),
        Act.NEXT_FINDING: Spec(_("&Next finding"), "move-down", ("Alt+F7",), _("Go to what the checks found next")),
        Act.PREVIOUS_FINDING: Spec(_("&Previous finding"), "move-up", ("Alt+Shift+F7",)),
        Act.END_FILTER: Spec(_("Show &all items"), "filter", (), _("End the filter above the tree")),
        Act.UNPLACED: Spec(_("Lines set &aside…"), "more", (), _("What the import found to be no part of the plan")),
        Act.MANUAL: Spec(_("&Manual"), "help", ("F1",), _("How it is done, step by step")),
        Act.ABOUT: Spec(_("&About"), "info", (), _("Version and licences")),
    }


def _follow_up_specs() -> dict[Act, Spec]:
    return {
        Act.SHOW_PROGRESS: Spec(_("Progress &panel"), "progress", ("Shift+F8",)),
        Act.REPORT_PROGRESS: Spec(
            _("&Report progress…"),
            "add",
            ("Ctrl+R",),
            _("Day, status, figures, problems and next steps of this item"),
        ),
        Act.PROGRESS_TABLE: Spec(
            _("&Fill in progress…"), "table", ("Ctrl+Shift+R",), _("All items and targets of a period in one table")
        ),
        Act.MILESTONES: Spec(_("&Milestones by quarter…"), "calendar", (), _("What is to be reached by each quarter")),
        Act.SET_LIGHT: Spec(_("Set the &light by hand…"), "edit", (), _("Against the rule, with the reason")),
        Act.PACE_RULE: Spec(_("Rul&e of the lights…"), "settings", (), _("From where on a light is yellow or red")),
        Act.FORGET_EVIDENCE: Spec(
            _("&Delete unused evidence files…"), "delete", (), _("Copies in the plan that no report names any more")
        ),
        Act.HAND_OUT: Spec(_("&Hand out to departments…"), "send", (), _("A form for each department to fill in")),
        Act.COLLECT: Spec(_("&Collect answers…"), "returned", (), _("Merge the forms that came back")),
        Act.HANDOUTS: Spec(
            _("Re&gister of hand-outs…"), "table", (), _("What went to whom when, what came back, who is late")
        ),
    }


def _report_specs() -> dict[Act, Spec]:
    return {
        Act.REPORT: Spec(
            _("Wor&k report or circular…"), "word", (), _("Draft a report or a circular from what was reported")
        ),
        Act.REFRESH_REPORT: Spec(
            _("Refresh a report's fig&ures…"),
            "redo",
            (),
            _("Bring the figures of a report up to date; what people wrote stays"),
        ),
        Act.REPORT_SOURCES: Spec(
            _("&Where the figures come from…"), "find", (), _("The entries that the current item of a report tells of")
        ),
        Act.ROLL_OVER: Spec(
            _("&Next year's plan…"), "new", (), _("Choose what continues, check the years, make the plan")
        ),
        Act.CONTINUED: Spec(
            _("What became of the &items…"),
            "compare",
            (),
            _("What continues, is new, was completed or dropped since the plan of the year before"),
        ),
        Act.YEARS: Spec(
            _("Targets through the &years…"),
            "board",
            (),
            _("The targets of several plans beside each other, as a table and drawn"),
        ),
    }


def _comfort_specs() -> dict[Act, Spec]:
    return {
        Act.WELCOME: Spec(_("Start pa&ge"), "home", (), _("New, open, import, templates and the files opened last")),
        Act.SAVE_TEMPLATE: Spec(
            _("Save as a te&mplate…"), "template", (), _("Keep the outline of this plan for the next one")
        ),
        Act.TEMPLATES: Spec(
            _("Temp&lates…"), "template", (), _("Rename, delete, export and import your own templates")
        ),
        Act.OPTIONS: Spec(_("&Options…"), "settings", (), _("Language, look, zoom, name, start, fonts")),
        Act.KEYS: Spec(_("&Keys…"), "keyboard", (), _("Choose other keys for the actions")),
        Act.WORD_COUNT: Spec(
            _("&Word count…"), "info", ("Ctrl+Shift+G",), _("Of what is shown, its section and the whole plan")
        ),
        Act.ZOOM_IN: Spec(_("Zoom &in"), "zoom", ("Ctrl++", "Ctrl+=")),
        Act.ZOOM_OUT: Spec(_("&Zoom out"), "zoom-out", ("Ctrl+-",)),
        Act.ZOOM_RESET: Spec(_("&Usual size"), "", ("Ctrl+0",)),
        Act.NEXT_WINDOW: Spec(_("Next &window"), "windows", ("Ctrl+F6",)),
        Act.PREVIOUS_WINDOW: Spec(_("Previous w&indow"), "", ("Ctrl+Shift+F6",)),
        Act.SIDE_BY_SIDE: Spec(_("Side by &side"), "", (), _("Lay the open plans out beside one another")),
    }


def create_actions(parent: QWidget, tree: QWidget) -> dict[Act, QAction]:
    """Return all actions; those with keys `in_tree` belong to the tree, the others to the window."""
    return {act: _create(spec, tree if spec.in_tree else parent) for act, spec in specs().items()}


def _create(spec: Spec, owner: QWidget) -> QAction:
    action = QAction(spec.text, owner)
    action.setData(spec.text)  # undo and redo change their text and come back to this
    if spec.icon:
        action.setIcon(icon(spec.icon))
    if spec.short:
        action.setIconText(spec.short)
    action.setShortcuts([QKeySequence(keys) for keys in spec.keys])
    if spec.in_tree:
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
    action.setToolTip(tool_tip(spec))
    action.setStatusTip(spec.tip)
    owner.addAction(action)
    return action


def tool_tip(spec: Spec) -> str:
    """Return the name, the keys and what the action does, as a tool tip shows them."""
    name = re.sub(r"\(&.\)|&|…", "", spec.text)  # Chinese menus write the mnemonic in brackets
    keys = QKeySequence(spec.keys[0]).toString(QKeySequence.SequenceFormat.NativeText) if spec.keys else ""
    heading = _("{name} ({keys})").format(name=name, keys=keys) if keys else name
    return f"{heading}\n{spec.tip}" if spec.tip else heading
