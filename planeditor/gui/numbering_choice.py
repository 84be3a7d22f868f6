"""Choosing how numbers are written, by looking at them.

One rule: a choice is the text form of a numbering scheme, and it is shown as how it counts and the first number of
every level, with what it makes of a small plan, such as "一、 1. 2. 二、 3.", as its tool tip. Editing it never shows
that text form.
"""

from functools import lru_cache

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QVBoxLayout, QWidget

from planeditor.gui import theme
from planeditor.gui.flow_layout import FlowLayout
from planeditor.i18n import _
from planeditor.plan.entities import Node, Plan, Snapshot
from planeditor.plan.numbering import PRESETS, Scheme, parse_scheme, scheme_text, snapshot_numbers

SECTION_STYLES = ("一、", "（一）", "第一部分", "第一章", "1.", "1.1", "一是")
ITEM_STYLES = ("1.", "1、", "（1）", "①", "1.1", "1.1.1", "一是", "（一）", "一、")
_CUSTOM = "custom"
_SHOWN = 36  # Latin characters of a choice that are always seen: all of the longest
_LEAST = 6  # where there is no room for as many


@lru_cache(maxsize=64)
def example(scheme: str) -> str:
    """Return the numbers that a scheme gives to a small plan, in document order."""
    parsed = parse_scheme(scheme)
    first = _item(3, _item(4)) if len(parsed.items) > 1 else _item(3)
    if len(parsed.sections) > 1:
        top = _section(1, _section(2, first, _item(5)), _section(6, _item(7)))
        nodes = (top, _section(8, _section(9, _item(10))))
    else:
        nodes = (_section(1, first, _item(5)), _section(6, _item(7)))
    numbers = snapshot_numbers(Snapshot(Plan(1, numbering=scheme), nodes=nodes))
    return " ".join(numbers.values())


def _in_words(scheme: str) -> str:
    """Say how a scheme counts, and show the first number of every level."""
    parsed = parse_scheme(scheme)
    counting = _("Items run on") if parsed.through else _("Items begin anew in each section")
    return f"{counting}  {' '.join((*parsed.sections, *parsed.items))}"


class NumberingChoice(QWidget):
    """A list of schemes shown by example, with a form for one's own below it."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._inherited = False
        self._combo = QComboBox()
        self._combo.setAccessibleName(_("Numbering"))
        self._combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._combo.setMinimumContentsLength(_SHOWN)
        self._combo.setMinimumWidth(theme.em(self, _LEAST))
        self._combo.activated.connect(self._on_activated)
        self._form: _CustomScheme | None = None
        self._loaded = ""
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._combo)
        self.setFocusProxy(self._combo)

    def set_look(self, look: str) -> None:
        """Set the look of the list, such as "quiet"."""
        theme.set_look(self._combo, look)

    @property
    def custom(self) -> "_CustomScheme":
        """Return the form for a scheme of one's own, which is made when first needed."""
        if self._form is None:
            self._form = _CustomScheme(self)
            self._form.edited.connect(self._on_custom_edited)
            self._form.hide()
            layout = self.layout()
            assert layout is not None
            layout.addWidget(self._form)
        return self._form

    def load(self, text: str, *, inherited: bool = False) -> None:
        """Show a scheme; `inherited` offers "as above", whose text is "", besides the others."""
        self._inherited = inherited
        building = self._combo.currentData() == _CUSTOM
        if building and (text == self._loaded or self._normal(text) == self.custom.text()):
            self._loaded = text  # one's own scheme may be one of the list while it is being built
        else:
            self.show_scheme(text)

    def show_scheme(self, text: str) -> None:
        """Show a scheme of another thing, with no form open unless the scheme needs it."""
        self._loaded = text
        if not self._combo.count():
            self._fill()
        known = self._normal(text)
        place = self._combo.findData(known)
        self._combo.setCurrentIndex(place if place >= 0 else self._combo.count() - 1)
        self._show_form(place < 0)

    def _show_form(self, own: bool) -> None:
        if own:
            self.custom.load(parse_scheme(self._loaded))
            self.custom.show()
        elif self._form is not None:
            self._form.hide()

    def _fill(self) -> None:
        if self._inherited:
            self._combo.addItem(_("Same as the plan"), "")
        for preset in PRESETS:
            self._combo.addItem(_in_words(preset), preset)
            self._combo.setItemData(self._combo.count() - 1, example(preset), Qt.ItemDataRole.ToolTipRole)
        self._combo.addItem(_("My own…"), _CUSTOM)
        names = self._combo.view()
        names.setMinimumWidth(names.sizeHintForColumn(0) + theme.em(self, 1))  # in full, however narrow the field

    def text(self) -> str:
        """Return the chosen scheme's text form; "" is "as above"."""
        data = str(self._combo.currentData())
        return self.custom.text() if data == _CUSTOM else data

    def _normal(self, text: str) -> str:
        return "" if self._inherited and not text else scheme_text(parse_scheme(text))

    def _on_activated(self) -> None:
        own = self._combo.currentData() == _CUSTOM
        self._show_form(own)
        if own:
            self.custom.setFocus()
        else:
            self.chosen.emit(self.text())

    def _on_custom_edited(self) -> None:
        self.chosen.emit(self.text())


class _CustomScheme(QWidget):
    """One list of styles for every level, and whether items count through the plan."""

    edited = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._sections = [self._level(SECTION_STYLES) for _level in range(2)]
        self._items = [self._level(ITEM_STYLES) for _level in range(3)]
        self._through = QCheckBox(_("One count for the plan"))
        self._through.toggled.connect(self.edited)
        layout = QFormLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self._add_row(layout, _("Sections, by level"), self._sections)
        self._add_row(layout, _("Items, by level"), self._items)
        layout.addRow(self._through)
        self.setFocusProxy(self._sections[0])

    def load(self, scheme: Scheme) -> None:
        """Show a scheme."""
        for combos, styles in ((self._sections, scheme.sections), (self._items, scheme.items)):
            for place, combo in enumerate(combos):
                combo.setCurrentText(styles[place] if place < len(styles) else "")
        self._through.blockSignals(True)
        self._through.setChecked(scheme.through)
        self._through.blockSignals(False)

    def text(self) -> str:
        """Return the text form of what is shown."""
        default = Scheme()
        sections = _styles(self._sections) or default.sections
        items = _styles(self._items) or default.items
        return scheme_text(Scheme(sections, items, self._through.isChecked()))

    def _level(self, styles: tuple[str, ...]) -> QComboBox:
        combo = QComboBox()
        combo.setEditable(True)
        combo.addItems(["", *styles])
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.setMinimumContentsLength(3)
        combo.activated.connect(self.edited)
        line = combo.lineEdit()
        assert line is not None
        line.editingFinished.connect(self.edited)
        return combo

    def _add_row(self, layout: QFormLayout, label: str, combos: list[QComboBox]) -> None:
        row = FlowLayout(in_one_row=True)
        row.setSpacing(theme.em(self, 0.4))
        for number, combo in enumerate(combos, 1):
            combo.setAccessibleName(_("{row}, level {number}").format(row=label, number=number))
            row.addWidget(combo)
        layout.addRow(label, row)


def _styles(combos: list[QComboBox]) -> tuple[str, ...]:
    # A space or a bar within a style would end it in the scheme's text form.
    texts = (combo.currentText().replace(" ", "").replace("|", "") for combo in combos)
    return tuple(text for text in texts if text)


def _section(id_: int, *children: Node) -> Node:
    return Node(id_, "section", children=children)


def _item(id_: int, *children: Node) -> Node:
    return Node(id_, "item", children=children)
