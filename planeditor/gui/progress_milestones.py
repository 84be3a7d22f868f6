"""What an item, or one of its targets, is to reach by each quarter: in words and as a figure.

One rule: the four quarters of the plan's year are always there; other periods stay below them as they are.
"""

from collections.abc import Iterator
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from planeditor.errors import EditError
from planeditor.gui import theme
from planeditor.gui.first_size import give_size
from planeditor.gui.progress_words import target_name
from planeditor.gui.session import Session
from planeditor.gui.tab_order import read_in_order
from planeditor.gui.target_words import number_text, read_number
from planeditor.i18n import _
from planeditor.plan.changes import ChangeSet
from planeditor.plan.entities import Milestone, Target
from planeditor.plan.periods import period_days, period_text
from planeditor.store import Document

Typed = tuple[Milestone, str, str]  # words and figure as they are typed


class MilestonesDialog(QDialog):
    """Asks for milestones by quarter."""

    def __init__(self, session: Session, node_id: int, parent: QWidget | None = None) -> None:
        """Show those of the item."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Milestones by quarter"))
        self.session = session
        self.node = session.document.node(node_id)
        self.year = session.document.plan().year or date.today().year
        self.subject = QComboBox(self)
        self.subject.addItem(_("The whole item, in percent"), None)
        for target in self.node.targets:
            if target.kind == "target":
                self.subject.addItem(target_name(target), target.id)
        self.rows: list[tuple[Milestone, QLineEdit, QLineEdit]] = []
        self._shown_target: Target | None = None
        self._typed: dict[int | None, list[Typed]] = {}  # by subject, of those that were shown
        self.problem = QLabel(self, wordWrap=True)
        self._lay_out()
        self.subject.currentIndexChanged.connect(self._show)
        self._show()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.subject, 1)
        self.evenly = QPushButton(_("&Evenly"))
        self.evenly.setToolTip(_("A quarter of it in every quarter"))
        self.evenly.clicked.connect(self.spread_evenly)
        top.addWidget(self.evenly)
        self._area = QWidget(self)
        theme.set_look(self.problem, "error")
        self.problem.hide()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel, self)
        theme.set_look(buttons.button(QDialogButtonBox.StandardButton.Ok), "primary")
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self._layout = QVBoxLayout(self)
        self._layout.addLayout(top)
        self._layout.addWidget(self._area)
        self._layout.addWidget(self.problem)
        self._layout.addWidget(buttons)
        give_size(self, 40, 18)

    @property
    def target(self) -> Target | None:
        """Return the target whose milestones are shown, None for the item."""
        return next((each for each in self.node.targets if each.id == self.subject.currentData()), None)

    def _show(self) -> None:
        """Show the milestones of the chosen subject; what was typed for the one before is kept."""
        if self.rows:
            self._keep()
        old, self._area = self._area, QWidget(self)
        self._layout.replaceWidget(old, self._area)
        old.hide()
        old.deleteLater()
        self._shown_target = self.target
        subject = self._shown_target.id if self._shown_target else None
        own = [each for each in self.node.milestones if each.target_id == subject]
        usual = [(each, each.text, number_text(each.value)) for each in self._shown(own)]
        self.rows = []
        grid = QGridLayout(self._area)
        grid.setContentsMargins(0, 0, 0, 0)
        for row, typed in enumerate(self._typed.get(subject, usual)):
            self._add_row(grid, row, typed)
        grid.setColumnStretch(1, 1)
        read_in_order(self)

    def _shown(self, own: list[Milestone]) -> list[Milestone]:
        """Return the four quarters of the year, new ones where there are none, then the others."""
        quarters = []
        for quarter in range(1, 5):
            days = period_days(f"{self.year}Q{quarter}")
            known = next((each for each in own if period_days(each.period, self.year) == days), None)
            quarters.append(known or Milestone(0, f"{self.year}Q{quarter}"))
        return quarters + [each for each in own if each not in quarters]

    def _keep(self) -> None:
        subject = self._shown_target.id if self._shown_target else None
        self._typed[subject] = [(each, text.text(), value.text()) for each, text, value in self.rows]

    def _add_row(self, grid: QGridLayout, row: int, typed: Typed) -> None:
        milestone, words, figure = typed
        name = period_text(milestone.period, self.year)
        text = QLineEdit(words, placeholderText=_("What is to be reached by then"))
        value = QLineEdit(figure)
        text.setAccessibleName(_("{period}: in words").format(period=name))
        value.setAccessibleName(_("{period}: as a figure").format(period=name))
        value.setFixedWidth(theme.em(self, 6))
        unit = self.target.unit if self.target else "%"
        for column, widget in enumerate((QLabel(name), text, value, QLabel(unit))):
            grid.addWidget(widget, row, column)
        self.rows.append((milestone, text, value))

    def spread_evenly(self) -> None:
        """Fill in what a steady year comes to, from the target's base value if it has one."""
        target = self.target
        whole = target.value if target is not None else 100.0
        if whole is None:
            return
        base = target.base_value if target is not None and target.comparator not in ("+", "-") else None
        for quarter, (_milestone, _text, value) in enumerate(self.rows[:4], start=1):
            value.setText(number_text(round((base or 0.0) + (whole - (base or 0.0)) * quarter / 4, 4)))

    def accept(self) -> None:
        """Write the milestones of all that was shown as one step; those without words and figure go."""
        self._keep()
        try:
            wanted = {subject: list(_read(typed)) for subject, typed in self._typed.items()}
        except EditError as error:
            self.problem.setText(str(error))
            self.problem.show()
            return
        node_id = self.node.id

        def write(document: Document) -> ChangeSet:
            with document.step(_("Change milestones")) as step:
                for subject, milestones in wanted.items():
                    document.set_milestones(node_id, subject, milestones)
            return step.change_set

        self.session.run(write)
        super().accept()


def _read(rows: list[Typed]) -> Iterator[Milestone]:
    for milestone, words, figure in rows:
        value = read_number(figure)
        if words.strip() or value is not None:
            yield Milestone(milestone.id, milestone.period, words.strip(), value=value)
