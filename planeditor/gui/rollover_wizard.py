"""Making the next year's plan: what continues, which years move, what comes of it.

One rule: the plan that is open stays as it is; the next one is a new, untitled plan in a window of its own. What a step
shows is reckoned in a worker.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSpinBox,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from planeditor.gui import theme
from planeditor.gui.continued_list import ContinuedList
from planeditor.gui.first_size import give_size
from planeditor.gui.jobs import Job, wait_for
from planeditor.gui.rollover_items import ContinuingItems
from planeditor.gui.rollover_shifts import YearShifts
from planeditor.gui.tab_order import read_in_order
from planeditor.i18n import _
from planeditor.plan.continued import Continued, continued_items
from planeditor.plan.entities import Snapshot
from planeditor.plan.memory import without_collection
from planeditor.plan.rollover import roll_over
from planeditor.plan.year_shifts import YearShift, find_shifts

_SIZE = (78, 46)  # characters
_YEARS_AHEAD = 20
Rolled = tuple[Snapshot, Sequence[Continued]]  # the next plan, and what became of the items


class RolloverWizard(QDialog):
    """Three steps: items, years, the list of what comes of it."""

    plan_wanted = Signal(object)  # the Snapshot of the next plan

    def __init__(
        self,
        plan: Snapshot,
        numbers: Mapping[int, str],
        proposed: Collection[int],
        year: int,
        parent: QWidget | None = None,
    ) -> None:
        """Begin with what is `proposed` (ids) for the year after `year`, the plan's; `numbers` are its own."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.setWindowTitle(_("Next year's plan"))
        self._plan, self._numbers, self._year = plan, numbers, year
        self._proposed = proposed
        self._shifts: tuple[YearShift, ...] = ()
        self._result: Snapshot | None = None
        self.steps, self.hint = QLabel(self), QLabel(self, wordWrap=True)
        self.year = QSpinBox(self, minimum=year + 1, maximum=year + _YEARS_AHEAD, value=year + 1)
        theme.indent(self.year)
        self.items, self.shifts, self.list = ContinuingItems(self), YearShifts(self), ContinuedList(self)
        self.stack = QStackedWidget(self)
        self._lay_out()
        self.items.show_plan(plan, numbers, self._proposed)
        self._connect()
        self._show(0)

    def _lay_out(self) -> None:
        for widget in (self._item_page(), self.shifts, self.list):
            self.stack.addWidget(widget)
        self.back = QPushButton(_("&Back"), self, autoDefault=False)
        self.cancel = QPushButton(_("Cancel"), self, autoDefault=False)
        self.go = QPushButton(self)
        theme.set_look(self.go, "primary")
        theme.set_look(self.hint, "muted")
        theme.set_look(self.steps, "muted")
        bottom = QHBoxLayout()
        bottom.addStretch(1)
        for button in (self.back, self.cancel, self.go):
            bottom.addWidget(button)
        rows = QVBoxLayout(self)
        rows.addWidget(self.steps)
        rows.addWidget(self.hint)
        rows.addWidget(self.stack, 1)
        rows.addLayout(bottom)
        read_in_order(self)
        give_size(self, _SIZE[0], _SIZE[1])

    def _item_page(self) -> QWidget:
        page = QWidget(self)
        label = QLabel(_("&Year of the new plan"), page)
        label.setBuddy(self.year)
        self.count = QLabel(page)
        self.usual = QPushButton(_("&Unfinished ones"), page, autoDefault=False)
        self.every = QPushButton(_("&All"), page, autoDefault=False)
        self.none = QPushButton(_("N&one"), page, autoDefault=False)
        top = QHBoxLayout()
        top.addWidget(label)
        top.addWidget(self.year)
        top.addStretch(1)
        top.addWidget(self.count)
        for button in (self.usual, self.every, self.none):
            top.addWidget(button)
        rows = QVBoxLayout(page)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addLayout(top)
        rows.addWidget(self.items, 1)
        return page

    def _connect(self) -> None:
        self.items.chosen_changed.connect(self._tell_count)
        self.usual.clicked.connect(lambda: self.items.choose(self._proposed))
        self.every.clicked.connect(lambda: self.items.choose_all(True))
        self.none.clicked.connect(lambda: self.items.choose_all(False))
        self.back.clicked.connect(lambda: self._show(self.stack.currentIndex() - 1))
        self.cancel.clicked.connect(self.reject)
        self.go.clicked.connect(self._go_on)

    # steps

    def _show(self, step: int) -> None:
        if step == 1:
            job = Job(find_shifts, self._plan, self._year, self.year.value())
            self._shifts = cast(tuple[YearShift, ...], wait_for(job))
            self.shifts.show_shifts(self._plan, self._numbers, self._shifts, self.items.chosen)
        elif step == 2:
            self._result, rows = self._roll_over()
            self.list.show_rows(rows, "".join(self._result.plan.title.split("\n")))
        self.stack.setCurrentIndex(step)
        names = (_("① What continues"), _("② Years"), _("③ What comes of it"))
        shown = (f"<b>{name}</b>" if place == step else name for place, name in enumerate(names))
        self.steps.setText("&nbsp;&nbsp;".join(shown))
        self.hint.setText(_hints()[step])
        self.back.setVisible(step > 0)
        self.go.setText(_("&Make the plan") if step == 2 else _("&Next"))
        self.go.setDefault(True)
        self._tell_count()

    def _tell_count(self) -> None:
        chosen = self.items.chosen
        text = _("{count} of {all} items continue")
        self.count.setText(text.format(count=len(chosen & self.items.items), all=len(self.items.items)))
        self.go.setEnabled(bool(chosen))

    def _roll_over(self) -> Rolled:
        shifts = self.shifts.chosen(self._shifts)
        return cast(Rolled, wait_for(Job(_rolled, self._plan, self.year.value(), self.items.chosen, shifts)))

    def _go_on(self) -> None:
        step = self.stack.currentIndex()
        if step < 2:
            self._show(step + 1)
        elif self._result is not None:
            result = self._result
            self.accept()
            self.plan_wanted.emit(result)


def _rolled(plan: Snapshot, year: int, chosen: Collection[int], shifts: Sequence[YearShift]) -> Rolled:
    with without_collection():
        result = roll_over(plan, year, chosen, shifts)
        return result, continued_items(plan, result)


def _hints() -> tuple[str, str, str]:
    return (
        _("What is not finished is ticked. Owners and targets go along; what was reached becomes the base value."),
        _("Ticked years move. Take out what is to stay, or tick what is to move all the same."),
        _("New items join the list when you add them; the list can be shown again from the new plan."),
    )
