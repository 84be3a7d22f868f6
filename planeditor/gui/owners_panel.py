"""Who is responsible for the selected section or item: lead and supporting departments.

One rule: rows of tags ask, this panel runs one edit for it and fills the rows from the document again.
"""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget

from planeditor.gui import theme
from planeditor.gui.forms.ui_owners_panel import Ui_OwnersPanel
from planeditor.gui.owner_chips import OwnerChip, OwnerRow
from planeditor.gui.session import Session
from planeditor.i18n import _, ngettext
from planeditor.plan.changes import ChangeSet
from planeditor.plan.entities import LEAD, SUPPORT, Department, Owner, Role
from planeditor.store import Document


class OwnersPanel(QWidget):
    """Shows and edits owners."""

    show_department_items = Signal(object)  # id of a department

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._node_id = 0
        self._owners: tuple[Owner, ...] = ()
        self.ui = Ui_OwnersPanel()
        self.ui.setupUi(self)
        self.rows: dict[Role, OwnerRow] = {LEAD: self.ui.lead, SUPPORT: self.ui.support}
        self._set_up()
        self._connect()
        self._show(session.current_id)

    def _set_up(self) -> None:
        ui, space = self.ui, theme.em(self, 0.6)
        for widget, look in (
            (ui.heading, "heading"), (ui.summary, "muted"), (ui.empty, "muted"), (ui.registry, "link"),
            (ui.lead_label, "muted"), (ui.support_label, "muted"),
        ):  # fmt: skip
            theme.set_look(widget, look)
        for label in (ui.lead_label, ui.support_label):
            label.setContentsMargins(0, theme.em(self, 0.3), 0, 0)
        ui.rows.setContentsMargins(space, space, space, space)
        ui.rows.setSpacing(theme.em(self, 0.5))
        ui.header.setSpacing(theme.em(self, 0.5))
        ui.grid.setHorizontalSpacing(theme.em(self, 0.8))
        ui.grid.setVerticalSpacing(theme.em(self, 0.6))
        ui.grid.setColumnStretch(1, 1)
        ui.rows.addStretch(1)

    def _connect(self) -> None:
        for role, row in self.rows.items():
            row.set_role(role)
            row.names_entered.connect(lambda names, role=role: self._add(role, names))
            row.dropped.connect(lambda owner_id, before, role=role: self._place(owner_id, role, before))
        self.ui.registry.clicked.connect(self.open_departments)
        self.session.current_changed.connect(self._show)
        self.session.changed.connect(self._on_changed)
        self.session.state_changed.connect(self._show_read_only)

    def open_departments(self) -> None:
        """Open the department registry beside the window, once."""
        from planeditor.gui.departments_dialog import DepartmentsDialog  # not needed by the first window

        dialog = self.findChild(DepartmentsDialog)
        if dialog is None:
            dialog = DepartmentsDialog(self.session, self.window())
            dialog.show_department_items.connect(self.show_department_items)
        dialog.show()
        dialog.raise_()
        dialog.activateWindow()

    # showing

    def _show(self, node_id: int) -> None:
        self._node_id = node_id
        self._read()

    def _on_changed(self, change_set: ChangeSet) -> None:
        touched = any(change.node_id == self._node_id for change in change_set.of("owner"))
        if touched or any(change_set.of("department")):
            self._read()

    def _read(self) -> None:
        departments = {known.id: known for known in self.session.document.departments()}
        node = self.session.document.node(self._node_id) if self._node_id else None
        self._owners = node.owners if node else ()
        focused = self._focused()
        for role, row in self.rows.items():
            owners = [owner for owner in self._owners if owner.role == role]
            row.fill([self._chip(owner, departments, row) for owner in owners])
            row.field.fill(departments.values())
        self._focus(focused)
        self._show_summary()
        self._show_read_only()

    def _chip(self, owner: Owner, departments: dict[int, Department], row: OwnerRow) -> OwnerChip:
        chip = OwnerChip(owner, _explanation(owner, departments), row)
        chip.removal_requested.connect(lambda: self._run(lambda doc: doc.remove_owner(owner.id)))
        chip.move_requested.connect(lambda step: self._move(owner, step))
        chip.role_change_requested.connect(lambda: self._change_role(owner))
        chip.items_requested.connect(lambda: self.show_department_items.emit(owner.department_id))
        return chip

    def _show_summary(self) -> None:
        leads = sum(owner.role == LEAD for owner in self._owners)
        supports = len(self._owners) - leads
        parts = (
            ngettext("{count} lead", "{count} leads", leads).format(count=leads),
            ngettext("{count} support", "{count} support", supports).format(count=supports),
        )
        shown = bool(self._node_id)
        self.ui.summary.setText(" · ".join(parts) if shown else "")
        self.ui.lists.setVisible(shown)
        self.ui.empty.setVisible(not shown)

    def _show_read_only(self) -> None:
        for row in self.rows.values():
            row.set_read_only(self.session.read_only)

    def _focused(self) -> int | None:
        """Return the id of the owner whose tag has the focus."""
        chips = [chip for row in self.rows.values() for chip in row.chips]
        return next((chip.owner.id for chip in chips if chip.hasFocus()), None)

    def _focus(self, owner_id: int | None) -> None:
        """Give the focus back to an owner's tag after the tags were made anew; a removed one's goes to the plus."""
        if owner_id is None:
            return
        chips = {chip.owner.id: chip for row in self.rows.values() for chip in row.chips}
        chip = chips.get(owner_id)
        (chip if chip is not None else self.ui.lead.add).setFocus()

    # edits

    def _run(self, edit: Callable[[Document], ChangeSet]) -> ChangeSet:
        return self.session.run(edit)

    def _add(self, role: Role, names: list[str]) -> None:
        node_id = self._node_id

        def add(doc: Document) -> ChangeSet:
            with doc.step(_("Add lead") if role == LEAD else _("Add support")) as step:
                for name in names:
                    doc.add_owner(node_id, name, role)
            return step.change_set

        if not self._run(add).changes:
            self.session.notice.emit(_("{names} is there already.").format(names="、".join(names)))

    def _place(self, owner_id: int, role: Role, before: int | None) -> None:
        if owner_id != before and any(owner.id == owner_id for owner in self._owners):
            self._run(lambda doc: doc.move_owner(owner_id, role, before))

    def _change_role(self, owner: Owner) -> None:
        self._place(owner.id, SUPPORT if owner.role == LEAD else LEAD, None)

    def _move(self, owner: Owner, step: int) -> None:
        peers = [other.id for other in self._owners if other.role == owner.role]
        place = peers.index(owner.id) + step
        others = [other for other in peers if other != owner.id]
        if 0 <= place <= len(others):
            self._place(owner.id, owner.role, others[place] if place < len(others) else None)

    # Qt's own

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Pass the focus on to the first tag, or to the plus."""
        super().focusInEvent(event)
        chips = [*self.ui.lead.chips, *self.ui.support.chips]
        (chips[0] if chips else self.ui.lead.add).setFocus(event.reason())


def _explanation(owner: Owner, departments: dict[int, Department]) -> str:
    """Return what a tag's tool tip says: the registry's name where another is written, and a group's members."""
    known = departments.get(owner.department_id)
    if known is None:
        return owner.name
    names = [departments[member].name for member in known.members if member in departments]
    lines = [known.name]
    if known.aliases:
        lines.append(_("Also: {names}").format(names="、".join(known.aliases)))
    if names:
        lines.append(_("Group of: {names}").format(names="、".join(names)))
    return "\n".join(lines)
