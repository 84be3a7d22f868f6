"""How and where the find field searches: a row of choices below it.

One rule: a choice acts at once, and one that is not as usual stays in sight.
"""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from planeditor.gui import theme
from planeditor.gui.flow_layout import FlowLayout
from planeditor.gui.session import Session
from planeditor.i18n import _
from planeditor.plan.sought import PARTS, Part, Query

TITLE_LENGTH = 8


class FindOptions(QWidget):
    """Where (plan or section, which parts) and how (case, whole words, expression, first letters)."""

    changed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None, *, replaces: bool = False) -> None:
        """Offer the choices; for what `replaces`, those that make sense there."""
        super().__init__(parent)
        self._session = session
        self._replaces = replaces
        self.section = 0  # the section searched alone, 0 for the whole plan
        self.place = QComboBox()
        self.place.setAccessibleName(_("Search in"))
        self.place.addItems([_("Whole plan"), _("This section")])
        self.parts = QComboBox()
        self.parts.setAccessibleName(_("Search which parts"))
        for name, part in _part_names():
            if replaces and part == "number":
                continue  # numbers are computed
            self.parts.addItem(name, part)
        self.case = self._choice(_("Match case"), _("Match case and width"))
        self.whole = self._choice(_("Whole words"), _("Whole words and numbers: 5 is not found in 15"))
        self.regex = self._choice(
            _("Regular expression"), _("Patterns such as \\d+ for any number, .* for any text, (A|B) for A or B")
        )
        self.initials = self._choice(
            _("Pinyin initials"), _("Letters also find the first letters of pinyin: jjk finds 基教科")
        )
        self.initials.setChecked(not replaces)
        self.initials.setHidden(replaces)
        self._lay_out()
        self.place.activated.connect(self._on_place)
        self.parts.activated.connect(lambda _index: self.changed.emit())

    def _choice(self, text: str, tip: str) -> QCheckBox:
        box = QCheckBox(text)
        box.setToolTip(tip)
        box.setAccessibleDescription(tip)
        box.toggled.connect(lambda _on: self.changed.emit())
        return box

    def _lay_out(self) -> None:
        layout = FlowLayout(self)
        layout.setSpacing(theme.em(self, 0.6))
        for box in (self.place, self.parts):
            theme.set_look(box, "quiet")
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            layout.addWidget(box)
        for button in (self.case, self.whole, self.regex, self.initials):
            layout.addWidget(button)

    @property
    def are_usual(self) -> bool:
        """Tell whether every choice is as it is at first."""
        return self.section == 0 and self.query("") == Query("", initials=True)

    def query(self, text: str) -> Query:
        """Return what is sought for a text."""
        part: Part | None = self.parts.currentData()
        return Query(
            text,
            frozenset(PARTS) if part is None else frozenset({part}),
            case=self.case.isChecked(),
            whole=self.whole.isChecked(),
            regex=self.regex.isChecked(),
            initials=self.initials.isChecked() and not self._replaces,
        )

    @property
    def is_useless(self) -> bool:
        """Tell whether what is chosen can hold nothing to replace: names of departments are their list's affair."""
        return self._replaces and self.parts.currentData() == "owner"

    def set_query(self, query: Query) -> None:
        """Show the choices of a query."""
        part = next(iter(query.parts)) if len(query.parts) == 1 else None
        self.blockSignals(True)
        self.parts.setCurrentIndex(max(self.parts.findData(part), 0))
        for button, on in zip(
            (self.case, self.whole, self.regex, self.initials),
            (query.case, query.whole, query.regex, query.initials),
            strict=True,
        ):
            button.setChecked(on)
        self.blockSignals(False)
        self.changed.emit()

    def _on_place(self, index: int) -> None:
        self.set_section(self._current_section() if index else 0)
        self.changed.emit()

    def set_section(self, node_id: int) -> None:
        """Search within a section, 0 for the whole plan."""
        self.section = node_id
        self.place.setCurrentIndex(int(bool(node_id)))
        name = self._name(node_id) if node_id else _("This section")
        self.place.setItemText(1, name)

    def _current_section(self) -> int:
        entry = self._session.outline.entries.get(self._session.current_id)
        while entry is not None and entry.id and not entry.is_section:
            entry = entry.parent
        return entry.id if entry is not None else 0

    def _name(self, node_id: int) -> str:
        entry = self._session.outline[node_id]
        title = self._session.tree.glance(node_id).title
        shown = title if len(title) <= TITLE_LENGTH else title[: TITLE_LENGTH - 1] + "…"
        return self._session.outline.number(entry) + shown


def _part_names() -> list[tuple[str, Part | None]]:
    return [
        (_("Everything"), None),
        (_("Titles only"), "title"),
        (_("Texts and fields"), "text"),
        (_("Owners"), "owner"),
        (_("Targets"), "target"),
        (_("Progress"), "progress"),
        (_("Numbers"), "number"),
    ]
