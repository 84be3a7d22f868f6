"""What each action does: the one table from actions to verbs.

One rule: a line here is a call, nothing more; the verbs are the window's, TreeCommands' and FileCommands'. Dialogs
are loaded when they are first asked for.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from planeditor.gui.actions import Act
from planeditor.gui.panes import go_to_next_pane
from planeditor.i18n import _
from planeditor.plan.changes import ChangeSet

if TYPE_CHECKING:
    from planeditor.gui.main_window import MainWindow

Slots = dict[Act, Callable[[], object]]


def connect_actions(window: "MainWindow") -> None:
    """Connect every action of a window with what it does."""
    slots = _file_slots(window) | _row_slots(window) | _finding_slots(window) | _view_slots(window)
    slots |= _comfort_slots(window) | _progress_slots(window) | _report_slots(window)
    for act, slot in slots.items():
        window.actions_by[act].triggered.connect(lambda _checked=False, slot=slot: slot())


def _file_slots(window: "MainWindow") -> Slots:
    files = window.files
    return {
        Act.NEW: window.windows.new,
        Act.OPEN: files.open,
        Act.SAVE: files.save,
        Act.SAVE_AS: files.save_as,
        Act.IMPORT: files.choose_import,
        Act.READ_BACK: lambda: _read_back(window),
        Act.VERSIONS: lambda: _show_versions(window),
        Act.SEND_COPY: lambda: _send_copy(window),
        Act.EXPORT: lambda: _export(window),
        Act.EXPORT_WORD: lambda: files.export(".docx", _("Word documents")),
        Act.EXPORT_EXCEL: lambda: files.export(".xlsx", _("Excel tables")),
        Act.EXPORT_JSON: lambda: files.export(".json", _("JSON files")),
        Act.EXPORT_AGAIN: lambda: _export_again(window),
        Act.PRINT_PREVIEW: lambda: _show_preview(window),
        Act.PRINT: lambda: _print(window),
        Act.PAGE_SETUP: lambda: _set_up_page(window),
        Act.CLOSE: window.close,
        Act.QUIT: window.windows.close_all,
        Act.MANUAL: lambda: _show_manual(window),
        Act.ABOUT: lambda: _show_about(window),
    }


def _row_slots(window: "MainWindow") -> Slots:
    rows = window.rows
    return {
        Act.UNDO: lambda: _turn(window, window.session.undo),
        Act.REDO: lambda: _turn(window, window.session.redo),
        Act.CUT: rows.cut,
        Act.COPY: rows.copy,
        Act.PASTE: rows.paste,
        Act.DELETE: rows.delete,
        Act.DUPLICATE: rows.duplicate,
        Act.SELECT_ALL: rows.select_all,
        Act.NEW_ITEM: rows.new_item,
        Act.NEW_CHILD: rows.new_child,
        Act.NEW_SECTION: rows.new_section,
        Act.RENAME: rows.rename,
        Act.PROMOTE: rows.promote,
        Act.DEMOTE: rows.demote,
        Act.MOVE_UP: rows.move_up,
        Act.MOVE_DOWN: rows.move_down,
        Act.SPLIT: lambda: window.editor.split_at_cursor(),
        Act.MERGE: rows.merge,
    }


def _finding_slots(window: "MainWindow") -> Slots:
    return {
        Act.FIND: window.find_bar.start,
        Act.REPLACE: window.show_replace,
        Act.FIND_NEXT: window.find_bar.find_next,
        Act.FIND_PREVIOUS: window.find_bar.find_previous,
        Act.GO_TO: lambda: _ask_for_number(window),
        Act.END_FILTER: window.end_filter,
    }


def _view_slots(window: "MainWindow") -> Slots:
    tree = window.tree
    return {
        Act.LEVEL_1: lambda: tree.open.to_level(1),
        Act.LEVEL_2: lambda: tree.open.to_level(2),
        Act.LEVEL_3: lambda: tree.open.to_level(3),
        Act.LEVEL_ALL: lambda: tree.open.to_level(0),
        Act.NEXT_PANE: lambda: go_to_next_pane(window),
        Act.PREVIOUS_PANE: lambda: go_to_next_pane(window, -1),
        Act.VIEW_EDITOR: lambda: window.views.show_view("edit"),
        Act.VIEW_LEDGER: lambda: window.views.show_view("ledger"),
        Act.VIEW_BOARD: lambda: window.views.show_view("board"),
        Act.PLAN_HEAD: lambda: window.session.select(0),
        Act.PROPERTIES: lambda: _show_properties(window),
        Act.UNPLACED: window.show_unplaced,
        Act.NEW_TARGET: window.add_target,
        Act.TAKE_TARGET: window.take_target,
        Act.TARGETS_TABLE: lambda: _show_targets_table(window),
        Act.OWNERS_MATRIX: lambda: _show_owners_matrix(window),
        Act.SHOW_TARGETS: lambda: window.show_dock(window.targets_dock),
        Act.SHOW_OWNERS: lambda: window.show_dock(window.owners_dock),
        Act.DEPARTMENTS: lambda: window.owners.open_departments(),
        Act.CHECK: lambda: window.checks.show(),
        Act.NEXT_FINDING: lambda: window.checks.step(1),
        Act.PREVIOUS_FINDING: lambda: window.checks.step(-1),
    }


def _comfort_slots(window: "MainWindow") -> Slots:
    return {
        Act.WELCOME: window.windows.show_welcome,
        Act.SAVE_TEMPLATE: lambda: _save_template(window),
        Act.TEMPLATES: lambda: _show_templates(window),
        Act.OPTIONS: lambda: _show_options(window),
        Act.KEYS: lambda: _show_keys(window),
        Act.WORD_COUNT: lambda: _show_word_count(window),
        Act.ZOOM_IN: lambda: window.zoom.step(1),
        Act.ZOOM_OUT: lambda: window.zoom.step(-1),
        Act.ZOOM_RESET: lambda: window.zoom.reset(),
        Act.NEXT_WINDOW: lambda: _go_to_window(window, 1),
        Act.PREVIOUS_WINDOW: lambda: _go_to_window(window, -1),
        Act.SIDE_BY_SIDE: lambda: _show_side_by_side(window),
    }


def _save_template(window: "MainWindow") -> None:
    from planeditor.gui.template_saving import save_as_template

    save_as_template(window)


def _show_templates(window: "MainWindow") -> None:
    from planeditor.gui.template_dialog import show_templates

    show_templates(window.windows, window)


def _show_options(window: "MainWindow") -> None:
    from planeditor.gui.settings_dialog import show_settings

    show_settings(window.windows, window)


def _show_keys(window: "MainWindow") -> None:
    from planeditor.gui.keys_dialog import show_keys

    show_keys(window)


def _show_word_count(window: "MainWindow") -> None:
    from planeditor.gui.word_count_dialog import show_word_count

    show_word_count(window)


def _go_to_window(window: "MainWindow", step: int) -> None:
    from planeditor.gui.window_list import go_to_window

    go_to_window(window, step)


def _show_side_by_side(window: "MainWindow") -> None:
    from planeditor.gui.window_list import show_side_by_side

    show_side_by_side(window)


def _progress_slots(window: "MainWindow") -> Slots:
    def verb(name: str) -> Callable[[], object]:
        def run() -> None:
            from planeditor.gui import progress_window

            getattr(progress_window, name)(window)

        return run

    return {
        Act.SHOW_PROGRESS: lambda: window.show_dock(window.progress_dock),
        Act.REPORT_PROGRESS: verb("report"),
        Act.PROGRESS_TABLE: verb("fill_in"),
        Act.MILESTONES: verb("edit_milestones"),
        Act.SET_LIGHT: verb("set_light"),
        Act.PACE_RULE: verb("change_rule"),
        Act.FORGET_EVIDENCE: verb("forget_files"),
        Act.HAND_OUT: lambda: _hand_out(window),
        Act.COLLECT: lambda: _collect(window),
        Act.HANDOUTS: lambda: _show_handouts(window),
    }


def _report_slots(window: "MainWindow") -> Slots:
    def report(name: str) -> Callable[[], object]:
        def run() -> None:
            from planeditor.gui.report_commands import reports_of

            getattr(reports_of(window), name)()

        return run

    def year(name: str) -> Callable[[], object]:
        def run() -> None:
            from planeditor.gui.rollover_commands import rollover_of

            getattr(rollover_of(window), name)()

        return run

    return {
        Act.REPORT: report("ask"),
        Act.REFRESH_REPORT: report("refresh"),
        Act.REPORT_SOURCES: report("show_sources"),
        Act.ROLL_OVER: year("begin"),
        Act.CONTINUED: year("choose_last_plan"),
        Act.YEARS: year("show_years"),
    }


def _hand_out(window: "MainWindow") -> None:
    from planeditor.gui.handout_commands import ask_for_handout

    ask_for_handout(window)


def _collect(window: "MainWindow") -> None:
    from planeditor.gui.collect_commands import choose_answers

    choose_answers(window)


def _show_handouts(window: "MainWindow") -> None:
    from planeditor.gui.handout_register import HandoutRegister

    HandoutRegister(window).open()


def _export(window: "MainWindow") -> None:
    from planeditor.gui.export_commands import ask_what

    ask_what(window)


def _export_again(window: "MainWindow") -> None:
    from planeditor.gui.export_commands import again

    again(window)


def _show_preview(window: "MainWindow") -> None:
    from planeditor.gui.print_preview import show_preview

    show_preview(window)


def _print(window: "MainWindow") -> None:
    from planeditor.gui.print_preview import print_plan

    print_plan(window)


def _set_up_page(window: "MainWindow") -> None:
    from planeditor.gui.print_preview import set_up_page

    set_up_page(window)


def _ask_for_number(window: "MainWindow") -> None:
    from planeditor.gui.go_to_dialog import ask_for_number

    ask_for_number(window.session.outline, window.show_row, window)


def _show_properties(window: "MainWindow") -> None:
    from planeditor.gui.plan_dialog import PlanPropertiesDialog

    PlanPropertiesDialog(window.session, window).open()


def _read_back(window: "MainWindow") -> None:
    from planeditor.gui.differences_commands import choose_returned

    choose_returned(window)


def _show_versions(window: "MainWindow") -> None:
    from planeditor.gui.versions_dialog import VersionsDialog

    VersionsDialog(window).show()


def _send_copy(window: "MainWindow") -> None:
    from planeditor.gui.versions_commands import choose_copy

    choose_copy(window)


def _show_targets_table(window: "MainWindow") -> None:
    from planeditor.gui.targets_table import show_targets_table

    window.zoom.follow(show_targets_table(window))


def _show_owners_matrix(window: "MainWindow") -> None:
    from planeditor.gui.owners_matrix import show_owners_matrix

    window.zoom.follow(show_owners_matrix(window))


def _show_about(window: "MainWindow") -> None:
    from planeditor.gui.about import show_about

    show_about(window)


def _show_manual(window: "MainWindow") -> None:
    from planeditor.gui.manual_window import show_manual

    show_manual(window)


def _turn(window: "MainWindow", turn: Callable[[], ChangeSet | None]) -> None:
    """Undo or redo, and show where it happened."""
    change_set = turn()
    if change_set is not None:
        window.tree.show_touched(change_set)
