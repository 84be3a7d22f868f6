"""The differences of a comparison, one by one: look, decide, take over.

One rule: it changes no plan. What is to be taken goes out by `take_wanted`, and what was decided can be exported.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QDialog, QHeaderView, QMenu, QStyle, QToolButton, QWidget

from planeditor.exporting.comparison import Opinion, group_name
from planeditor.gui import theme
from planeditor.gui.differences_detail import DifferenceDetail
from planeditor.gui.differences_model import SIGNS, Column, DifferencesModel, Row, Shown, Words
from planeditor.gui.differences_notes import Notes
from planeditor.gui.errors import ask
from planeditor.gui.flow_layout import FlowLayout
from planeditor.gui.forms.ui_differences_dialog import Ui_DifferencesDialog
from planeditor.gui.icons import icon
from planeditor.gui.tab_order import read_in_order
from planeditor.gui.window_look import SHARE_OF_SCREEN
from planeditor.i18n import _, ngettext
from planeditor.plan.difference_texts import DifferenceTexts
from planeditor.plan.merging import Key

SIZE = (84, 58)  # in characters
LIST_SHARE, DETAIL_SHARE = 20, 22
WIDTHS = {Column.KIND: 8, Column.ASPECT: 9, Column.DECISION: 8}  # in characters
NOTES_HEIGHT = 6
ROW_HEIGHT = 1.9


@dataclass(frozen=True, slots=True)
class Purpose:
    """What a comparison is shown for, in words: without `words` it is only looked at."""

    title: str
    intro: str
    sides: tuple[str, str, str]  # the base, ours, theirs
    words: Words | None = None
    take: str = ""  # the last button
    accept: str = ""  # the button for one difference, and for all of them
    reject: str = ""
    accept_all: str = ""
    reject_all: str = ""
    has_opinions: bool = False  # someone proposed the changes: the form of opinions can be filled


class DifferencesDialog(QDialog):
    """Shows one comparison."""

    MODEL = DifferencesModel
    take_wanted = Signal(object)  # frozenset of keys
    comparison_wanted = Signal()
    opinions_wanted = Signal(str)  # the suffix

    def __init__(
        self, texts: DifferenceTexts, purpose: Purpose, notes: Iterable[str] = (), parent: QWidget | None = None
    ) -> None:
        """Show a comparison; `notes` are sentences that people must know of it."""
        super().__init__(parent)
        self.purpose = purpose
        self.merge = texts.merge
        self.reasons: dict[Key, str] = {}
        self.model = self.MODEL(texts, purpose.words, self)
        self.ui = Ui_DifferencesDialog()
        self.ui.setupUi(self)
        self.detail = DifferenceDetail(purpose.sides)
        self.chips: dict[Shown, QToolButton] = {}
        self._proposed: dict[Key, bool] = {}  # decisions that nobody made
        self._is_done = False
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self._set_up(tuple(notes))
        self._set_up_list()
        self._add_chips()
        self._add_keys()
        self._connect()
        self._go_to_first()
        self._update()
        self._place(parent)

    # construction

    def _set_up(self, notes: tuple[str, ...]) -> None:
        ui, purpose = self.ui, self.purpose
        self.setWindowTitle(purpose.title)
        ui.intro.setText(purpose.intro)
        ui.notice_text.setText("\n".join(notes))
        ui.notice.setVisible(bool(notes))
        self._keep_notes_low()
        ui.detail_place.addWidget(self.detail)
        for layout, place in ((ui.rows, 3), (ui.decision_row, 3), (ui.all_row, 3), (ui.bottom, 0)):
            layout.setStretch(place, 1)
        ui.splitter.setStretchFactor(0, LIST_SHARE)
        ui.splitter.setStretchFactor(1, DETAIL_SHARE)
        ui.splitter.setSizes([theme.em(self, LIST_SHARE), theme.em(self, DETAIL_SHARE)])
        for widget, look in (
            (ui.intro, "muted"), (ui.notice, "notice"), (ui.list, "card"), (ui.summary, "muted"),
            (ui.problem, "error"), (ui.take, "primary"), (ui.list.header(), "quiet"),
        ):  # fmt: skip
            theme.set_look(widget, look)
        self._name_buttons()
        ui.problem.hide()
        gap = theme.em(self, 0.9)
        ui.rows.setContentsMargins(gap, gap, gap, gap)
        ui.lower_rows.setContentsMargins(0, gap // 2, 0, 0)
        read_in_order(self)
        self.resize(self.sizeHint())

    def _keep_notes_low(self) -> None:
        """Let many notes, such as the comments of a whole office, scroll: the differences need the room."""
        area = Notes(self.ui.notice_text, theme.em(self, NOTES_HEIGHT), self.ui.notice)
        self.ui.notice_row.addWidget(area)

    def _name_buttons(self) -> None:
        ui, purpose = self.ui, self.purpose
        deciding = purpose.words is not None and bool(self.model.differences)
        for button, text, name in (
            (ui.accept_one, purpose.accept, "check"), (ui.reject_one, purpose.reject, "close"),
            (ui.accept_all, purpose.accept_all, "check"), (ui.reject_all, purpose.reject_all, "close"),
        ):  # fmt: skip
            button.setText(text)
            button.setIcon(icon(name))
            button.setVisible(deciding)
        ui.accept_one.setToolTip(_("A in the list; Space takes the decision back"))
        ui.reject_one.setToolTip(_("R in the list; Space takes the decision back"))
        ui.accept_all.setToolTip(_("All that are shown. Conflicts only while they alone are shown"))
        ui.reject_all.setToolTip(_("All that are shown"))
        ui.take.setVisible(deciding)
        ui.export_as.setVisible(bool(self.model.differences or self.merge.renumbered))
        for widget in (ui.reason, ui.reason_label, ui.proposer, ui.proposer_label):
            widget.setVisible(deciding and purpose.has_opinions)
        if not purpose.has_opinions:
            ui.decision_row.addStretch(1)
            ui.all_row.addStretch(1)
        ui.cancel.setText(_("Cancel") if deciding else _("Close"))
        self._fill_export_menu(deciding)

    def _fill_export_menu(self, deciding: bool) -> None:
        menu = QMenu(self.ui.export_as)
        menu.addAction(icon("word"), _("&Comparison (Word)…"), self.comparison_wanted.emit)
        if deciding and self.purpose.has_opinions:
            menu.addAction(icon("word"), _("&Opinions and outcome (Word)…"), lambda: self.opinions_wanted.emit(".docx"))
            menu.addAction(
                icon("excel"), _("Opinions and outcome (&Excel)…"), lambda: self.opinions_wanted.emit(".xlsx")
            )
        self.ui.export_as.setMenu(menu)

    def _set_up_list(self) -> None:
        view = self.ui.list
        view.setModel(self.model)
        view.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)  # A and R are keys here
        view.setIndentation(theme.em(self, 1.2))
        size = theme.em(self, 1.1)
        view.setIconSize(QSize(size, size))
        header = view.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(Column.ENTRY, QHeaderView.ResizeMode.Stretch)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column, width in WIDTHS.items():
            view.setColumnWidth(column, theme.em(self, width))
        view.setColumnHidden(Column.DECISION, self.purpose.words is None)
        self._unfold()

    def _unfold(self) -> None:
        view = self.ui.list
        view.expandAll()
        for place in range(self.model.rowCount()):
            view.setFirstColumnSpanned(place, QModelIndex(), True)

    def _add_chips(self) -> None:
        row = FlowLayout(self.ui.chips)
        row.setSpacing(theme.em(self, 0.4))
        group = QButtonGroup(self)
        for shown, count in self.model.counts().items():
            if count or shown == "all":
                chip = self._chip(shown)
                group.addButton(chip)
                row.addWidget(chip)
                self.chips[shown] = chip
        self.chips["all"].setChecked(True)
        self.ui.chips.setVisible(len(self.chips) > 1)

    def _chip(self, shown: Shown) -> QToolButton:
        chip = QToolButton()
        chip.setCheckable(True)
        chip.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        chip.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        if shown != "all" and shown != "open":
            chip.setIcon(icon(*SIGNS[shown]))
        theme.set_look(chip, "quiet")
        chip.clicked.connect(lambda: self._show_only(shown))
        return chip

    def _add_keys(self) -> None:
        if self.purpose.words is None:
            return
        keys: tuple[tuple[str, Callable[[], None]], ...] = (
            ("A", self.accept_selected),
            ("R", self.reject_selected),
            ("Space", self.toggle_selected),
        )
        for key, slot in keys:
            shortcut = QShortcut(QKeySequence(key), self.ui.list)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(slot)

    def _connect(self) -> None:
        ui = self.ui
        ui.list.selectionModel().currentChanged.connect(self._show_current)
        ui.list.selectionModel().selectionChanged.connect(self._update)
        ui.accept_one.clicked.connect(self.accept_selected)
        ui.reject_one.clicked.connect(self.reject_selected)
        ui.accept_all.clicked.connect(self.accept_all)
        ui.reject_all.clicked.connect(self.reject_all)
        ui.reason.textEdited.connect(self._keep_reason)
        ui.cancel.clicked.connect(self.reject)
        ui.take.clicked.connect(self._take)
        self.model.decided.connect(self._update)

    def sizeHint(self) -> QSize:
        """Return a size with room for long texts."""
        room = self.screen().availableSize() * SHARE_OF_SCREEN
        return QSize(theme.em(self, SIZE[0]), theme.em(self, SIZE[1])).boundedTo(room)

    def _place(self, parent: QWidget | None) -> None:
        """Stand over the main window: the dialog that asked may be small, and lie at the edge of the screen."""
        while parent is not None and parent.parentWidget() is not None:
            parent = parent.parentWidget()
        if parent is None:
            return
        place, room = self.geometry(), self.screen().availableGeometry()
        place.moveCenter(parent.frameGeometry().center())
        title_bar = self.style().pixelMetric(QStyle.PixelMetric.PM_TitleBarHeight)
        left = max(min(place.left(), room.right() - place.width()), room.left())
        top = max(min(place.top(), room.bottom() - place.height()), room.top() + title_bar)
        self.move(left, top - title_bar)  # `move` counts from the frame

    # showing

    def _show_only(self, shown: Shown) -> None:
        self.chips[shown].setChecked(True)
        self.model.show_only(shown)
        self._unfold()
        self._go_to_first()
        self._update()

    def _go_to_first(self) -> None:
        first = self.model.index(0, 0, self.model.index(0, 0))
        if first.isValid():
            self._go_to(first)
        self._show_current()

    def _go_to(self, index: QModelIndex) -> None:
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.ui.list.selectionModel().setCurrentIndex(index, flags)

    def _current(self) -> Row | None:
        return self.model.row_at(self.ui.list.currentIndex())

    def _show_current(self, *_indexes: object) -> None:
        row = self._current()
        self.detail.show_row(row, self.model.texts)
        difference = row.difference if row is not None else None
        self.ui.reason.setEnabled(difference is not None)
        self.ui.reason.setText(self.reasons.get(difference.key, "") if difference is not None else "")

    def _selected(self) -> list[Row]:
        rows = self.model.rows_at(self.ui.list.selectionModel().selectedRows(Column.ENTRY))
        return [row for row in rows if row.difference is not None]

    def _update(self) -> None:
        ui, chosen = self.ui, bool(self._selected())
        ui.accept_one.setEnabled(chosen)
        ui.reject_one.setEnabled(chosen)
        accepted = len(self.model.accepted)
        ui.take.setText(self.purpose.take.format(count=accepted))
        ui.take.setEnabled(accepted > 0)
        ui.summary.setText(self._summary(accepted))
        self._update_chips()

    def _update_chips(self) -> None:
        names: dict[Shown, str] = {"all": _("All"), "open": _("Undecided")}
        counts = self.model.counts()
        for shown, chip in self.chips.items():
            name = names.get(shown) or group_name(shown)  # type: ignore[arg-type]
            chip.setText(_("{kind} {count}").format(kind=name, count=counts[shown]))

    def _summary(self, accepted: int) -> str:
        count, renumbered = len(self.model.differences), len(self.merge.renumbered)
        if not count:
            return ""
        total = ngettext("{count} difference", "{count} differences", count + renumbered)
        words, parts = self.purpose.words, [(group_name("renumbered"), renumbered)] if renumbered else []
        left = len(self.model.decisions) - accepted
        undecided = count - accepted - left if words is not None else 0
        if words is not None:
            parts = [(words.taken, accepted), (words.left, left), (words.open, undecided), *parts]
        counts = (_("{kind} {count}").format(kind=name, count=number) for name, number in parts)
        text = " · ".join([total.format(count=count + renumbered), *counts])
        return text if not undecided else f"{text}\n" + _("What is left undecided stays as it is in the plan.")

    def tell(self, problem: str) -> None:
        """Say what went wrong, "" for nothing."""
        self.ui.problem.setText(problem)
        self.ui.problem.setVisible(bool(problem))

    # deciding

    def accept_selected(self) -> None:
        """Take what is selected, and go on."""
        self._decide_selected(True)

    def reject_selected(self) -> None:
        """Leave what is selected, and go on."""
        self._decide_selected(False)

    def _decide_selected(self, decision: bool) -> None:
        self.model.decide(self._selected(), decision)
        if len(self.ui.list.selectionModel().selectedRows()) == 1:
            below = self.ui.list.indexBelow(self.ui.list.currentIndex())
            if below.isValid() and self.model.row_at(below) is None:
                below = self.ui.list.indexBelow(below)  # past the next kind's heading
            if below.isValid():
                self._go_to(below.siblingAtColumn(0))

    def toggle_selected(self) -> None:
        """Take what is selected, or, where all of it is decided, leave it open again."""
        rows = self._selected()
        is_decided = bool(rows) and not any(self.model.is_open(row) for row in rows)
        self.model.decide(rows, None if is_decided else True)

    def accept_all(self) -> None:
        """Take all that is shown; conflicts among others are decided one by one."""
        rows = self.model.shown_rows()
        certain = [row for row in rows if row.group != "conflict"]
        self.model.decide(certain or rows, True)

    def reject_all(self) -> None:
        """Leave all that is shown."""
        self.model.decide(self.model.shown_rows(), False)

    def _keep_reason(self, text: str) -> None:
        row = self._current()
        if row is not None and row.difference is not None:
            self.reasons[row.difference.key] = text.strip()

    def opinions(self) -> dict[Key, Opinion]:
        """Return what was decided and why."""
        keys = {*self.model.decisions, *self.reasons}
        return {key: Opinion(self.model.decisions.get(key), self.reasons.get(key, "")) for key in keys}

    def propose_all(self) -> None:
        """Begin with everything taken; closing asks only about what people decided themselves."""
        self.model.decide(self.model.shown_rows(), True)
        self._proposed = dict(self.model.decisions)

    # the end

    def _take(self) -> None:
        self.tell("")
        self.take_wanted.emit(self.model.to_take())

    def finish(self) -> None:
        """Close: the differences were taken over."""
        self._is_done = True
        self.accept()

    def reject(self) -> None:
        """Close, by Esc, the button or the frame; decisions are not thrown away unasked."""
        if self._is_done or (self.model.decisions == self._proposed and not any(self.reasons.values())):
            super().reject()
            return
        answers: dict[str, Callable[[], object]] = {_("Close all the same"): self._leave}
        question = _("Close without taking anything over? What you decided is lost.")
        ask(question, answers, self, cancel=_("Go on deciding"), cautious=True)

    def _leave(self) -> None:
        self._is_done = True
        self.reject()
