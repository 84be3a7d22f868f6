"""When each action can work. One rule: an action that can be chosen does something."""

from collections.abc import Mapping

from PySide6.QtGui import QAction

from planeditor.gui.actions import Act
from planeditor.gui.session import Session
from planeditor.gui.tree_commands import merged_alone
from planeditor.gui.tree_view import TreeView
from planeditor.i18n import _
from planeditor.plan.outline import Entry

WRITING = (Act.PASTE, Act.NEW_ITEM, Act.NEW_CHILD, Act.NEW_SECTION)
ON_ROWS = (Act.CUT, Act.DELETE, Act.DUPLICATE, Act.RENAME, Act.MOVE_UP, Act.MOVE_DOWN)


def update_actions(actions: Mapping[Act, QAction], session: Session, tree: TreeView) -> None:
    """Enable every action that can work, and name what undo and redo would do."""
    entries = [session.outline[node_id] for node_id in tree.selected_ids()]
    may_write = not session.read_only
    for act in WRITING:
        actions[act].setEnabled(may_write)
    for act in ON_ROWS:
        actions[act].setEnabled(may_write and bool(entries))
    actions[Act.COPY].setEnabled(True)  # also for selected text in any field
    actions[Act.CUT].setEnabled(may_write)
    actions[Act.PROMOTE].setEnabled(may_write and any(_has_level_above(entry) for entry in entries))
    actions[Act.DEMOTE].setEnabled(may_write and any(session.outline.row(entry) for entry in entries))
    _update_merging(actions[Act.MERGE], session, entries, may_write=may_write)
    actions[Act.SPLIT].setEnabled(may_write and bool(session.current_id))
    for act in (Act.PACE_RULE, Act.FORGET_EVIDENCE, Act.HAND_OUT, Act.COLLECT, Act.REFRESH_REPORT):
        actions[act].setEnabled(may_write)
    for act in (Act.NEW_TARGET, Act.TAKE_TARGET, Act.REPORT_PROGRESS, Act.MILESTONES, Act.SET_LIGHT):
        actions[act].setEnabled(may_write and bool(session.current_id))
    actions[Act.READ_BACK].setEnabled(may_write)
    actions[Act.END_FILTER].setEnabled(tree.is_filtered)
    _update_finding(actions, session)
    actions[Act.REPLACE].setEnabled(may_write)
    _name(actions[Act.UNDO], _("&Undo {label}"), session.document.undo_label if may_write else "")
    _name(actions[Act.REDO], _("&Redo {label}"), session.document.redo_label if may_write else "")


def _update_finding(actions: Mapping[Act, QAction], session: Session) -> None:
    has_rows = len(session.outline) > 0
    for act in (Act.FIND, Act.FIND_NEXT, Act.FIND_PREVIOUS, Act.GO_TO):
        actions[act].setEnabled(has_rows)
    for act in (Act.LEVEL_1, Act.LEVEL_2, Act.LEVEL_3, Act.LEVEL_ALL):
        actions[act].setEnabled(has_rows)


def _update_merging(action: QAction, session: Session, entries: list[Entry], *, may_write: bool) -> None:
    alone = len(entries) == 1
    action.setText(_("&Merge with the one above") if alone else action.data())
    mergeable = bool(merged_alone(session.outline, entries[0].id)) if alone else _are_siblings(entries)
    action.setEnabled(may_write and mergeable)


def _has_level_above(entry: Entry) -> bool:
    return entry.parent is not None and entry.parent.parent is not None


def _are_siblings(entries: list[Entry]) -> bool:
    return len(entries) > 1 and len({(entry.parent, entry.kind) for entry in entries}) == 1


def _name(action: QAction, named: str, label: str) -> None:
    icon_text = action.iconText()
    action.setText(named.format(label=label) if label else action.data())
    action.setIconText(icon_text)
    action.setEnabled(bool(label))
