"""The chips below the find field: only the rows that meet all conditions are shown, with what they stand in.

One rule: a chip changes one condition of `FilteredRows`, and shows what that condition is.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QActionGroup, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QToolButton, QWidget

from planeditor.gui import theme
from planeditor.gui.filter_chip import Chip, pop_up
from planeditor.gui.filter_rows import FilteredRows
from planeditor.gui.flow_layout import FlowLayout
from planeditor.gui.icons import icon
from planeditor.gui.session import Session
from planeditor.gui.tree_view import TreeView
from planeditor.i18n import _
from planeditor.plan.entities import STATUSES, Role
from planeditor.store.search_filter import NO_LIGHT, NO_STATUS, Match, Wanted

Choice = tuple[str, str]  # what it is called, and its value
DAYS_BACK = (0, 6, 29)


class FilterBar(QWidget):
    """Department, due, status, light, problems, without targets, without a lead, changed; and rows chosen elsewhere."""

    left = Signal()  # Esc: the filter has ended, the tree gets the focus

    def __init__(self, session: Session, tree: TreeView, parent: QWidget | None = None) -> None:
        """Filter the rows of a tree."""
        super().__init__(parent)
        self._session = session
        self._tree = tree
        self._since_name = ""
        self._chosen_name = ""
        self.rows = FilteredRows(session, tree)
        self._make_chips()
        self.shown = QLabel()
        self.end_button = QToolButton()
        self._lay_out()
        self.rows.matched.connect(self._tell)
        self.rows.asking.connect(self._tell_asking)
        tree.filter_changed.connect(self._on_filter_changed)
        tree.installEventFilter(self)

    def _make_chips(self) -> None:
        self.department = Chip(_("Department"), self, opens=True)
        self.due = Chip(_("Due"), self, opens=True)
        self.status = Chip(_("Status"), self, opens=True)
        self.light = Chip(_("Traffic light"), self, opens=True)
        self.problems = Chip(_("Has problems"), self)
        self.no_targets = Chip(_("No target"), self)
        self.no_lead = Chip(_("No lead"), self)
        self.since = Chip(_("Changed"), self, opens=True)
        self.chosen = Chip(_("Only"), self)
        self.chips: dict[str, Chip] = {
            "chosen": self.chosen,
            "department": self.department,
            "due": self.due,
            "status": self.status,
            "light": self.light,
            "problems": self.problems,
            "no_targets": self.no_targets,
            "no_lead": self.no_lead,
            "since": self.since,
        }
        opened: dict[Chip, Callable[[], object]] = {
            self.department: self._open_departments,
            self.due: lambda: self._open(self.due, "due", _dues()),
            self.status: lambda: self._open(self.status, "status", _statuses()),
            self.light: lambda: self._open(self.light, "light", _lights()),
            self.since: self._open_since,
        }
        for name, chip in self.chips.items():
            chip.cleared.connect(lambda name=name: self._want(**{name: getattr(Wanted(), name)}))
            chip.ended.connect(self.end)
            chip.chosen.connect(opened.get(chip, lambda name=name: self._toggle(name)))

    def _lay_out(self) -> None:
        flow = FlowLayout(self)
        flow.setSpacing(theme.em(self, 0.4))
        for chip in self.chips.values():
            flow.addWidget(chip)
        self.chosen.hide()
        theme.set_look(self.shown, "muted")
        theme.set_look(self.end_button, "quiet")
        self.end_button.setIcon(icon("close", "muted"))
        self.end_button.setToolTip(_("Show all items again (Esc)"))
        self.end_button.setAccessibleName(_("Show all items again"))
        self.end_button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.end_button.clicked.connect(self.end)
        self._told = QWidget(self)
        row = QHBoxLayout(self._told)
        row.setContentsMargins(theme.em(self, 0.4), 0, 0, 0)
        row.setSpacing(theme.em(self, 0.2))
        row.addWidget(self.shown)
        row.addWidget(self.end_button)
        flow.addWidget(self._told)
        self._tell(None)

    # what is wanted

    @property
    def wanted(self) -> Wanted:
        """Return the conditions."""
        return self.rows.wanted

    def choose_department(self, department_id: int, role: Role | None = None) -> None:
        """Show what a department leads, supports or (None) either."""
        self._want(department=department_id, role=role)

    def choose_rows(self, ids: Iterable[int], name: str) -> None:
        """Show only rows chosen elsewhere; `name` tells which."""
        self._chosen_name = name
        self._want(chosen=frozenset(ids))

    def choose_since(self, moment: str, name: str) -> None:
        """Show what changed since a moment (UTC, ISO text), called `name`."""
        self._since_name = name
        self._want(since=moment)

    def end(self) -> None:
        """Take all conditions off and show all rows."""
        self.clear()
        self.left.emit()

    def clear(self) -> None:
        """Take all conditions off; the focus stays where it is, unless its chip goes."""
        self.rows.want(Wanted())
        self._show_choices()

    def stop(self) -> None:
        """End what still runs, before the document is closed."""
        self.rows.stop()

    def _toggle(self, name: str) -> None:
        if name != "chosen":  # that one can only be taken off
            self._want(**{name: not getattr(self.wanted, name)})

    def _want(self, **conditions: Any) -> None:
        self.rows.want(replace(self.wanted, **conditions))
        self._show_choices()

    # showing

    def _show_choices(self) -> None:
        wanted = self.wanted
        names = {department.id: department.name for department in self._session.document.departments()}
        self.department.show_choice(self._department_text(names.get(wanted.department, "")))
        self.due.show_choice(_name_of(wanted.due, _dues()))
        self.status.show_choice(_name_of(wanted.status, _statuses()))
        self.light.show_choice(_name_of(wanted.light, _lights()))
        for name in ("problems", "no_targets", "no_lead"):
            self.chips[name].show_choice(None if getattr(wanted, name) else "")
        self.since.show_choice(self._since_name if wanted.since else "")
        self.chosen.show_choice(self._chosen_name if wanted.chosen is not None else "")
        self.chosen.setVisible(wanted.chosen is not None)

    def _department_text(self, name: str) -> str:
        role = self.wanted.role
        if not name or role is None:
            return name
        return _("{name} leads").format(name=name) if role == "lead" else _("{name} supports").format(name=name)

    def _tell(self, found: Match | None) -> None:
        self._told.setVisible(bool(self.wanted))
        if found is None:
            return
        self.shown.setText(_("Shown {count} / {total}").format(count=f"{found.items:,}", total=f"{found.all_items:,}"))

    def _tell_asking(self) -> None:
        self._told.show()
        self.shown.setText(_("Filtering…"))

    def _on_filter_changed(self) -> None:
        """Follow when someone else shows all rows again."""
        if self.wanted and not self._tree.is_filtered:
            self.clear()

    # choosing

    def _open(self, chip: Chip, name: str, choices: list[Choice]) -> None:
        menu = QMenu(self)
        group = QActionGroup(menu)
        for text, value in [(_("Any"), ""), *choices]:
            action = menu.addAction(text)
            action.triggered.connect(lambda _on=False, value=value: self._want(**{name: value}))
            action.setCheckable(True)
            action.setChecked(getattr(self.wanted, name) == value)
            group.addAction(action)
        pop_up(menu, chip)

    def _open_departments(self) -> None:
        from planeditor.gui.filter_departments import DepartmentChoice  # not needed by the first window

        document = self._session.document
        choice = DepartmentChoice(document.departments(), document.department_load(), self.wanted.role, self)
        choice.chosen.connect(self.choose_department)
        choice.open_at(self.department.below())

    def _open_since(self) -> None:
        menu = QMenu(self)
        menu.addAction(_("Any time"), self.since.cleared.emit)
        menu.addSeparator()
        today = date.today()
        for days in DAYS_BACK:
            name = _("today") if days == 0 else _("in {days} days").format(days=days + 1)
            moment = _moment(today - timedelta(days=days))
            action = menu.addAction(name)
            action.triggered.connect(lambda _on=False, m=moment, name=name: self.choose_since(m, name))
        menu.addAction(_("Since a day…"), self._open_calendar)
        versions = self._session.document.versions()
        if versions:
            menu.addSeparator()
        for version in reversed(versions):
            name = _("since “{version}”").format(version=version.name)
            action = menu.addAction(name.replace("&", "&&"))
            action.triggered.connect(lambda _on=False, v=version, name=name: self.choose_since(v.time, name))
        pop_up(menu, self.since)

    def _open_calendar(self) -> None:
        from planeditor.gui.filter_calendar import open_calendar  # not needed by the first window

        def take(day: date) -> None:
            self.choose_since(_moment(day), _("since {day}").format(day=day.isoformat()))

        open_calendar(self, self.since.below(), take)

    # keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """End the filter by Esc in the tree."""
        if watched is self._tree and self.wanted and _is_escape(event):
            self.end()
            return True
        return super().eventFilter(watched, event)


def _is_escape(event: QEvent) -> bool:
    if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
        return False
    return event.key() == Qt.Key.Key_Escape


def _moment(day: date) -> str:
    """Return when a day begins here, as the history writes moments."""
    return datetime.combine(day, time()).astimezone(UTC).isoformat(timespec="seconds")


def _name_of(value: str, choices: Iterable[Choice]) -> str:
    return next((name for name, other in choices if other == value), value)


def _dues() -> list[Choice]:
    return [
        (_("this month"), "month"),
        (_("this quarter"), "quarter"),
        (_("overdue"), "overdue"),
        (_("without a date"), "none"),
    ]


def _statuses() -> list[Choice]:
    return [*((status, status) for status in STATUSES), (_("nothing reported"), NO_STATUS)]


def _lights() -> list[Choice]:
    return [(_("Green"), "green"), (_("Yellow"), "yellow"), (_("Red"), "red"), (_("no light"), NO_LIGHT)]
