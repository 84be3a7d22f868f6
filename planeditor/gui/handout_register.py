"""The register of hand-outs: what went to whom when, until when, what came back, and who is late.

One rule: it shows what the plan keeps and follows its changes; today is the day on which it is looked at.
"""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Literal, get_args

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QButtonGroup, QDialog, QHeaderView, QInputDialog, QToolButton, QTreeWidgetItem

from planeditor.gui import theme
from planeditor.gui.date_words import shown_date
from planeditor.gui.empty_words import EmptyWords
from planeditor.gui.errors import ask
from planeditor.gui.forms.ui_handout_register import Ui_HandoutRegister
from planeditor.gui.handout_words import SIGNS, state_text, what_for
from planeditor.gui.icons import icon
from planeditor.gui.moments import local_moment
from planeditor.gui.tab_order import read_in_order
from planeditor.gui.window_look import SHARE_OF_SCREEN
from planeditor.i18n import _, ngettext
from planeditor.language.dates import parse_date
from planeditor.plan.changes import ChangeSet
from planeditor.plan.entities import Handout
from planeditor.plan.handing import State, newest_first, replaced_ones, state_of
from planeditor.store import Document

if TYPE_CHECKING:
    from planeditor.gui.main_window import MainWindow

Shown = Literal["all", "open", "late", "returned"]
SIZE = (84, 38)  # in characters
WIDTHS = (15, 16, 9, 10, 13)  # of the columns before the last
STATE = 4
_STATES: dict[Shown, frozenset[State]] = {
    "all": frozenset(get_args(State)),
    "open": frozenset(("waiting", "due", "late")),
    "late": frozenset(("late",)),
    "returned": frozenset(("returned", "returned_late")),
}
HANDOUT = Qt.ItemDataRole.UserRole


class HandoutRegister(QDialog):
    """Lists the hand-outs of one window's plan, the newest first, with the files that came back below each."""

    def __init__(self, window: "MainWindow") -> None:
        """Show what the plan has; follows its changes."""
        super().__init__(window)
        self.window_ = window
        self.session = window.session
        self.shown: Shown = "all"
        self.ui = Ui_HandoutRegister()
        self.ui.setupUi(self)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.chips: dict[Shown, QToolButton] = {}
        self._replaced: frozenset[int] = frozenset()
        self._set_up()
        self._connect()
        self._read()

    def _set_up(self) -> None:
        ui = self.ui
        for widget, look in (
            (ui.intro, "muted"), (ui.list, "card"), (ui.problem, "error"), (ui.list.header(), "quiet"),
            (ui.collect, "primary"),
        ):  # fmt: skip
            theme.set_look(widget, look)
        ui.problem.hide()
        EmptyWords(ui.list, _("There is no such hand-out."))
        header = ui.list.header()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(len(WIDTHS), QHeaderView.ResizeMode.Stretch)
        for column, width in enumerate(WIDTHS):
            ui.list.setColumnWidth(column, theme.em(self, width))
        size = theme.em(self, 1.1)
        ui.list.setIconSize(QSize(size, size))
        self._add_chips()
        gap = theme.em(self, 0.9)
        ui.rows.setContentsMargins(gap, gap, gap, gap)
        read_in_order(self)
        self.resize(self.sizeHint())

    def _add_chips(self) -> None:
        group = QButtonGroup(self)
        for shown in _STATES:
            chip = QToolButton()
            chip.setCheckable(True)
            theme.set_look(chip, "quiet")
            chip.clicked.connect(partial(self.show_only, shown))
            group.addButton(chip)
            self.ui.chips.addWidget(chip)
            self.chips[shown] = chip
        self.ui.chips.addStretch(1)
        self.chips["all"].setChecked(True)

    def _connect(self) -> None:
        ui = self.ui
        ui.hand_out.clicked.connect(self._hand_out)
        ui.collect.clicked.connect(self._collect)
        ui.remind.clicked.connect(self._remind)
        ui.change_due.clicked.connect(self.ask_for_due)
        ui.remove.clicked.connect(self._ask_before_deleting)
        ui.close_button.clicked.connect(self.close)
        ui.list.itemSelectionChanged.connect(self._update)
        self.session.changed.connect(self._on_changed)

    def sizeHint(self) -> QSize:
        """Return a size with room for a dozen departments."""
        room = self.screen().availableSize() * SHARE_OF_SCREEN
        return QSize(theme.em(self, SIZE[0]), theme.em(self, SIZE[1])).boundedTo(room)

    # showing

    def _on_changed(self, change_set: ChangeSet) -> None:
        if any(change.table in ("handout", "receipt", "department") for change in change_set.changes):
            self._read()

    def show_only(self, shown: Shown, *_checked: object) -> None:
        """Show all hand-outs, or those that are open, late or answered."""
        self.shown = shown
        self.chips[shown].setChecked(True)
        self._read()

    def _read(self) -> None:
        chosen = {handout.id for handout in self.selected()}
        document, today = self.session.document, date.today()
        handouts, year = newest_first(document.handouts()), document.plan().year
        self._replaced = replaced_ones(handouts)
        names = {each.id: each.name for each in document.departments()}
        self.ui.list.clear()
        for handout in handouts:
            if self._state_of(handout, today) in _STATES[self.shown]:
                self._add(handout, names.get(handout.department_id, handout.name), today, year, chosen)
        self._name_chips(handouts, today)
        self._update()

    def _add(self, handout: Handout, name: str, today: date, year: int | None, chosen: set[int]) -> None:
        texts = [
            name, what_for(handout, year), handout.time[:10], shown_date(handout.due),
            state_text(handout, today, self._replaced),
            "、".join(receipt.name for receipt in handout.receipts),
        ]  # fmt: skip
        item = QTreeWidgetItem(self.ui.list, texts)
        item.setData(0, HANDOUT, handout)
        sign, colour = SIGNS[self._state_of(handout, today)]
        item.setIcon(STATE, icon(sign, colour))
        item.setForeground(STATE, theme.color(colour if colour != "ok" else "muted"))
        for column, text in enumerate(texts):
            item.setToolTip(column, text)
        for receipt in handout.receipts:
            told = _("{time} by {author}").format(time=local_moment(receipt.time), author=receipt.author or "—")
            below = QTreeWidgetItem(item, ["", receipt.name, "", "", "", told])
            below.setFlags(below.flags() & ~Qt.ItemFlag.ItemIsSelectable)
        item.setSelected(handout.id in chosen)

    def _name_chips(self, handouts: list[Handout], today: date) -> None:
        names = {
            "all": _("All"), "open": _("Not yet back"), "late": _("Late"), "returned": _("Came back"),
        }  # fmt: skip
        states = [self._state_of(each, today) for each in handouts]
        for shown, chip in self.chips.items():
            count = sum(state in _STATES[shown] for state in states)
            chip.setText(_("{kind} {count}").format(kind=names[shown], count=count))
        late = sum(state == "late" for state in states)
        text = ngettext("{count} hand-out is late.", "{count} hand-outs are late.", late).format(count=late)
        nothing = _("Nothing was handed out yet.")
        self.ui.intro.setText(text if late else _("Nobody is late.") if handouts else nothing)

    def _state_of(self, handout: Handout, today: date) -> State:
        return state_of(handout, today, self._replaced)

    def selected(self) -> list[Handout]:
        """Return the selected hand-outs."""
        found = (item.data(0, HANDOUT) for item in self.ui.list.selectedItems())
        return [handout for handout in found if isinstance(handout, Handout)]

    def unanswered(self) -> list[Handout]:
        """Return those of the selected hand-outs that nobody answered; of all that are late where none is selected."""
        today = date.today()
        if chosen := self.selected():
            return [each for each in chosen if not each.receipts and each.id not in self._replaced]
        return [each for each in self.session.document.handouts() if self._state_of(each, today) == "late"]

    def _update(self) -> None:
        ui, count, may_write = self.ui, len(self.selected()), not self.session.read_only
        waiting = len(self.unanswered())
        ui.hand_out.setEnabled(may_write)
        ui.collect.setEnabled(may_write)
        ui.remind.setEnabled(waiting > 0)
        ui.remind.setToolTip(_("A page for each selected department that has not answered, or for all that are late"))
        ui.change_due.setEnabled(may_write and count > 0)
        ui.remove.setEnabled(may_write and count > 0)

    def tell(self, problem: str) -> None:
        """Say what went wrong, "" for nothing."""
        self.ui.problem.setText(problem)
        self.ui.problem.setVisible(bool(problem))

    # acting

    def _hand_out(self) -> None:
        from planeditor.gui.handout_commands import ask_for_handout

        ask_for_handout(self.window_)

    def _collect(self) -> None:
        from planeditor.gui.collect_commands import choose_answers

        choose_answers(self.window_)

    def _remind(self) -> None:
        from planeditor.gui.handout_commands import choose_reminders

        choose_reminders(self.window_, self.unanswered(), self)

    def ask_for_due(self) -> QInputDialog:
        """Ask until when the selected hand-outs are to come back."""
        dialog = QInputDialog(self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(_("Change the due day"))
        dialog.setLabelText(_("Due back, such as {date}").format(date=shown_date(date.today().isoformat())))
        dialog.setTextValue(shown_date(self.selected()[0].due))
        handouts = self.selected()
        dialog.textValueSelected.connect(lambda text: self.change_due(handouts, text))
        dialog.open()
        return dialog

    def change_due(self, handouts: list[Handout], text: str) -> None:
        """Set the day until which hand-outs are to come back; "" for none."""
        due = parse_date(text.strip())
        if text.strip() and not due:
            self.tell(_("“{text}” is no date. Write it like 2026年4月2日.").format(text=text))
            return
        self.tell("")
        for each in handouts:
            edit = partial(_set_due, each, due)
            self.session.run(edit)

    def _ask_before_deleting(self) -> None:
        handouts = self.selected()
        text = ngettext(
            "Take {count} hand-out off the register? What was merged stays in the plan.",
            "Take {count} hand-outs off the register? What was merged stays in the plan.",
            len(handouts),
        )
        answers: dict[str, Callable[[], object]] = {_("Delete"): lambda: self._delete(handouts)}
        ask(text.format(count=len(handouts)), answers, self, cancel=_("Cancel"), cautious=True)

    def _delete(self, handouts: list[Handout]) -> None:
        for handout_id in [each.id for each in handouts]:
            self.session.run(partial(_delete, handout_id))


def _set_due(handout: Handout, due: str, document: Document) -> ChangeSet:
    return document.change_handout(handout.id, due=due, contact=handout.contact, note=handout.note)


def _delete(handout_id: int, document: Document) -> ChangeSet:
    return document.delete_handout(handout_id)
