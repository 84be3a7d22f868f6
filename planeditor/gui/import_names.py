"""Names that probably mean one department: one row a pair, with the choice to keep both or make them one.

One rule: nothing is merged by itself; a choice is a correction that can be undone.
"""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QScrollArea, QVBoxLayout, QWidget

from planeditor.gui import theme
from planeditor.gui.import_preview import NamePair
from planeditor.gui.import_review import ImportReview
from planeditor.i18n import _

SHOWN = 200  # rows of widgets; a plan has a few dozen departments


class NamePairs(QScrollArea):
    """Shows the pairs of a preview."""

    def __init__(self, review: ImportReview, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._review = review
        self._pairs: tuple[NamePair, ...] = ()
        self.choices: list[QComboBox] = []
        theme.set_look(self, "plain")
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        review.previewed.connect(self._on_previewed)
        review.corrected.connect(self._show_choices)

    def _on_previewed(self) -> None:
        assert self._review.preview is not None
        pairs = self._review.preview.pairs
        if pairs != self._pairs or self.widget() is None:
            self._pairs = pairs
            self._fill()
        self._show_choices()

    def _fill(self) -> None:
        page = QWidget()
        theme.set_look(page, "page")
        rows = QVBoxLayout(page)
        self.choices = []
        for pair in self._pairs[:SHOWN]:
            reason = QLabel(pair.reason)
            reason.setWordWrap(True)
            theme.set_look(reason, "muted")
            choice = self._choice(pair)
            self.choices.append(choice)
            rows.addWidget(choice)
            rows.addWidget(reason)
            rows.addSpacing(theme.em(self, 0.8))
        rows.addStretch(1)
        self.setWidget(page)

    def _choice(self, pair: NamePair) -> QComboBox:
        choice = QComboBox()
        choice.addItem(_("Two: {name} and {other}").format(name=pair.name, other=pair.other), "")
        for name in (pair.name, pair.other):
            choice.addItem(_("One department: {name}").format(name=name), name)
        choice.setAccessibleName(_("{name} and {other}").format(name=pair.name, other=pair.other))
        choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        choice.activated.connect(lambda _index: self._choose(pair, str(choice.currentData())))
        return choice

    def _choose(self, pair: NamePair, name: str) -> None:
        merged = {key: kept for key, kept in self._review.corrections.merged.items() if key != pair.key}
        if name:
            merged[pair.key] = name
        self._review.correct(replace(self._review.corrections, merged=merged))

    def _show_choices(self) -> None:
        for pair, choice in zip(self._pairs, self.choices, strict=False):
            choice.setCurrentIndex(choice.findData(self._review.corrections.merged.get(pair.key, "")))
