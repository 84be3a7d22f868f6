"""The dialog that hands work out: to whom, for what, as what, until when, into which folder.

One rule: it only asks; what is ordered goes to `ordered`, and what the last hand-out said is offered again.
"""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFileDialog, QHeaderView, QTreeWidgetItem

from planeditor.exchange.handing import HandoutOrder
from planeditor.gui import settings, theme
from planeditor.gui.date_words import shown_date
from planeditor.gui.empty_words import EmptyWords
from planeditor.gui.file_commands import name_labels
from planeditor.gui.forms.ui_handout_dialog import Ui_HandoutDialog
from planeditor.gui.handout_words import purpose_names, state_text
from planeditor.gui.window_look import SHARE_OF_SCREEN
from planeditor.i18n import _, ngettext
from planeditor.language.dates import parse_date
from planeditor.plan.entities import Handout
from planeditor.plan.handing import duty_counts, latest_by_department, newest_first, period_end
from planeditor.plan.periods import period_text

if TYPE_CHECKING:
    from planeditor.gui.main_window import MainWindow

Ordered = Callable[[HandoutOrder], object]
SIZE = (82, 42)  # in characters
WIDTHS = (14, 5, 5)  # of the columns before the last
NOTE_HEIGHT = 5
FORM_WIDTH = 26
DEPARTMENT = Qt.ItemDataRole.UserRole


class HandoutDialog(QDialog):
    """Asks what to hand out."""

    def __init__(self, window: "MainWindow", ordered: Ordered) -> None:
        """Offer what the plan has; `ordered` is told what is wanted."""
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        window.session.flush()
        self._ordered = ordered
        self._snapshot = window.session.document.snapshot()
        self._path = window.session.document.path
        self.ui = Ui_HandoutDialog()
        self.ui.setupUi(self)
        self._set_up()
        self._fill_choices()
        self._fill_departments()
        self._offer_last()
        self._connect()
        self._update()

    def _set_up(self) -> None:
        ui = self.ui
        for widget, look in (
            (ui.intro, "muted"), (ui.departments, "card"), (ui.departments.header(), "quiet"), (ui.problem, "error"),
            (ui.summary, "muted"), (ui.browse, "button"),
        ):  # fmt: skip
            theme.set_look(widget, look)
        for button in (ui.tick_all, ui.tick_none, ui.tick_leading, ui.tick_missing):
            theme.set_look(button, "quiet")
        self._set_up_list()
        EmptyWords(ui.departments, _("No department has items in this plan. Name lead departments first."))
        ui.note.setFixedHeight(theme.em(self, NOTE_HEIGHT))
        ui.folder.setMinimumWidth(theme.em(self, FORM_WIDTH - 6))
        ui.contact.setMinimumWidth(theme.em(self, FORM_WIDTH))
        ui.due.setPlaceholderText(_("Such as {date}").format(date=shown_date(date.today().isoformat())))
        ui.columns.setStretch(0, 1)
        ui.columns.setSpacing(theme.em(self, 1.2))
        ui.form.setVerticalSpacing(theme.em(self, 0.6))
        ui.problem.hide()
        ok = ui.buttons.button(QDialogButtonBox.StandardButton.Ok)
        ok.setText(_("Hand out"))
        theme.set_look(ok, "primary")
        gap = theme.em(self, 0.9)
        ui.rows.setContentsMargins(gap, gap, gap, gap)
        self.resize(self.sizeHint())

    def _set_up_list(self) -> None:
        ui = self.ui
        header = ui.departments.header()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(len(WIDTHS), QHeaderView.ResizeMode.Stretch)
        for column, width in enumerate(WIDTHS):
            ui.departments.setColumnWidth(column, theme.em(self, width))

    def sizeHint(self) -> QSize:
        """Return a size with room for a dozen departments."""
        room = self.screen().availableSize() * SHARE_OF_SCREEN
        return QSize(theme.em(self, SIZE[0]), theme.em(self, SIZE[1])).boundedTo(room)

    # what is offered

    def _fill_choices(self) -> None:
        ui = self.ui
        for purpose, name in purpose_names().items():
            ui.purpose.addItem(name, purpose)
        ui.kind.addItem(_("Excel workbook, filled in with any office program"), "xlsx")
        ui.kind.addItem(_("Plan file, for departments that have this program"), "plan")
        year = self._snapshot.plan.year or date.today().year
        codes = [f"{year}Q{quarter}" for quarter in range(1, 5)] + [f"{year}H1", f"{year}H2", str(year)]
        codes += [f"{year}-{month:02}" for month in range(1, 13)]
        ui.period.addItem(_("Not for a certain period"), "")
        for code in codes:
            ui.period.addItem(period_text(code, year), code)
        ui.period.setCurrentIndex(ui.period.findData(_usual_period(year, date.today())))

    def _fill_departments(self) -> None:
        counts = duty_counts(self._snapshot)
        last = latest_by_department(self._snapshot.handouts)
        for department in self._snapshot.departments:
            if department.id in counts:
                lead, support = counts[department.id]
                told = self._last_text(last.get(department.id))
                item = QTreeWidgetItem(self.ui.departments, [department.name, str(lead), str(support), told])
                item.setData(0, DEPARTMENT, department.id)
                item.setCheckState(0, Qt.CheckState.Checked)
                item.setToolTip(3, told)

    def _last_text(self, handout: Handout | None) -> str:
        """Return when a department got something last, and what became of it."""
        if handout is None:
            return ""
        return f"{handout.time[:10]} {state_text(handout, date.today())}"

    def _offer_last(self) -> None:
        ui = self.ui
        handouts = newest_first(self._snapshot.handouts)
        if handouts:
            ui.contact.setText(handouts[0].contact)
            ui.purpose.setCurrentIndex(max(ui.purpose.findData(handouts[0].purpose), 0))
            ui.kind.setCurrentIndex(max(ui.kind.findData(handouts[0].form), 0))
        above = self._path.parent if self._path is not None else settings.last_folder()
        ui.folder.setText(str(above / _("Handed out {day}").format(day=date.today().isoformat())))
        ui.folder.setCursorPosition(0)
        ui.tick_missing.setVisible(bool(handouts))

    def _connect(self) -> None:
        ui = self.ui
        ui.departments.itemChanged.connect(self._update)
        ui.purpose.currentIndexChanged.connect(self._update)
        ui.tick_all.clicked.connect(lambda: self.tick(lambda _item: True))
        ui.tick_none.clicked.connect(lambda: self.tick(lambda _item: False))
        ui.tick_leading.clicked.connect(lambda: self.tick(lambda item: item.text(1) != "0"))
        ui.tick_missing.clicked.connect(lambda: self.tick(self._has_not_answered))
        ui.browse.clicked.connect(self.choose_folder)
        ui.buttons.accepted.connect(self.accept)
        ui.buttons.rejected.connect(self.reject)

    # choosing

    def tick(self, wanted: Callable[[QTreeWidgetItem], bool]) -> None:
        """Tick the departments that are wanted, and no others."""
        for item in self._items():
            item.setCheckState(0, Qt.CheckState.Checked if wanted(item) else Qt.CheckState.Unchecked)

    def _items(self) -> list[QTreeWidgetItem]:
        found = (self.ui.departments.topLevelItem(row) for row in range(self.ui.departments.topLevelItemCount()))
        return [item for item in found if item is not None]

    def _has_not_answered(self, item: QTreeWidgetItem) -> bool:
        handout = latest_by_department(self._snapshot.handouts).get(item.data(0, DEPARTMENT))
        return handout is not None and not handout.receipts

    def chosen(self) -> tuple[int, ...]:
        """Return the departments that are ticked."""
        ticked = (item for item in self._items() if item.checkState(0) == Qt.CheckState.Checked)
        return tuple(item.data(0, DEPARTMENT) for item in ticked)

    def choose_folder(self) -> QFileDialog:
        """Ask for the folder."""
        dialog = QFileDialog(self, _("Folder for the files"), str(_existing(Path(self.ui.folder.text()))))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        name_labels(dialog)
        dialog.fileSelected.connect(lambda name: self.ui.folder.setText(str(Path(name))))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
        return dialog

    def _update(self, *_changed: object) -> None:
        count = len(self.chosen())
        text = ngettext("{count} file will be written.", "{count} files will be written.", count)
        self.ui.summary.setText(text.format(count=count) if self._items() else "")  # else the list itself says it
        self.ui.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(count > 0)

    def tell(self, problem: str) -> None:
        """Say what went wrong, "" for nothing."""
        self.ui.problem.setText(problem)
        self.ui.problem.setVisible(bool(problem))

    def accept(self) -> None:
        """Order what was chosen; stay open over a day that cannot be read."""
        ui = self.ui
        written = ui.due.text().strip()
        due = parse_date(written)
        if written and not due:
            self.tell(_("“{text}” is no date. Write it like 2026年4月2日.").format(text=written))
            ui.due.setFocus()
            return
        if not ui.folder.text().strip():
            self.tell(_("Choose a folder for the files."))
            return
        order = HandoutOrder(
            self.chosen(), Path(ui.folder.text().strip()), ui.purpose.currentData(), ui.kind.currentData(),
            ui.period.currentData(), due, ui.contact.text().strip(), ui.note.toPlainText().strip(),
        )  # fmt: skip
        super().accept()
        self._ordered(order)


def _existing(folder: Path) -> Path:
    return next((each for each in (folder, *folder.parents) if each.is_dir()), settings.last_folder())


def _usual_period(year: int, today: date) -> str:
    """Return the half-year that ended last, or is about to: what is asked about most."""
    if today.year != year:
        return str(year)
    ended = [code for code in (f"{year}Q1", f"{year}H1", f"{year}Q3", str(year)) if _is_about(code, today)]
    return ended[-1] if ended else f"{year}Q{(today.month + 2) // 3}"


def _is_about(code: str, today: date) -> bool:
    end = period_end(code)
    return end is not None and -45 <= (end - today).days <= 20
