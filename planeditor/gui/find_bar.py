"""The field above the tree: finding numbers, words, departments, targets and progress in the whole plan.

One rule: typing finds at once and shows where the first hit is; Enter and F3 go on, Esc gives the tree back.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence, Set

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

from planeditor.gui import theme
from planeditor.gui.find_options import FindOptions
from planeditor.gui.find_search import Hits, PlanSearch, Request
from planeditor.gui.icons import icon
from planeditor.gui.session import Session
from planeditor.i18n import _, ngettext
from planeditor.plan.sought import LONGEST, Query, SearchError

NARROW = 26  # in characters
SORTED = 1000  # hits: more are not put in order, one walks through the plan instead


class FindBar(QWidget):
    """A search field with count, previous and next, and the choices how and where."""

    found = Signal(object)  # id of the hit to show
    filter_wanted = Signal(object)  # the ids of all hits in no order, to show only them
    searched = Signal(object)  # what was looked for (plan.sought.Sought), None for nothing
    left = Signal()  # Esc: the rows get the focus back
    started = Signal()  # before the field gets the focus: it has to be in sight

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Search one session's document."""
        super().__init__(parent)
        self._session = session
        self._hits: list[int] = []  # in document order, if they are few
        self._hit_set: Set[int] = frozenset()
        self._searched = False  # the hits are those of the field's text
        self._is_all = True
        self._problem = ""
        self._then: Callable[[], None] | None = None
        self.search = PlanSearch(session, self)
        self._make_widgets()
        self._lay_out()
        self.field.textEdited.connect(lambda _text: self._search(self._show_first))
        self.field.textChanged.connect(self._on_changed)
        self.options.changed.connect(self._on_options_changed)
        self.search.answered.connect(self._on_answered)
        self.search.failed.connect(self._on_failed)
        session.changed.connect(self._on_data_changed)
        session.current_changed.connect(lambda _id: self._tell_count())

    def _make_widgets(self) -> None:
        self.field = QLineEdit(clearButtonEnabled=True)
        self.field.setMaxLength(LONGEST)
        theme.set_look(self.field, "field")
        self.field.setPlaceholderText(_("Find numbers, titles, texts, owners…  Ctrl+F"))
        self.field.setAccessibleName(_("Find"))
        self.field.addAction(icon("find", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.field.installEventFilter(self)
        self.options = FindOptions(self._session)
        self.options.hide()
        self.count = QLabel()
        self.previous_button = self._button("move-up", _("Previous hit (Shift+F3)"))
        self.next_button = self._button("move-down", _("Next hit (F3)"))
        self.filter_button = self._button("filter", _("Show only the hits"))
        self.options_button = self._button("more", _("Where and how to find"))
        self.options_button.setCheckable(True)
        self.previous_button.clicked.connect(self.find_previous)
        self.next_button.clicked.connect(self.find_next)
        self.filter_button.clicked.connect(lambda: self.filter_wanted.emit(list(self._hit_set)))
        self.options_button.toggled.connect(self._show_options)

    def _button(self, symbol: str, tip: str) -> QToolButton:
        button = QToolButton()
        button.setIcon(icon(symbol, "muted"))
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        theme.set_look(button, "quiet")
        return button

    def _lay_out(self) -> None:
        self._hits_row = QWidget(self)
        layout = QHBoxLayout(self._hits_row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.em(self, 0.3))
        theme.set_look(self.count, "muted")
        for widget in (self.count, self.previous_button, self.next_button, self.filter_button):
            layout.addWidget(widget)
        self._hits_row.hide()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme.em(self, 0.3))
        self._grid.setColumnStretch(0, 1)
        self._grid.addWidget(self.field, 0, 0)
        self._grid.addWidget(self._hits_row, 0, 1)
        self._grid.addWidget(self.options_button, 0, 2)
        self._grid.addWidget(self.options, 2, 0, 1, 3)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where it is narrow, put the count below the field."""
        super().resizeEvent(event)
        row = int(self.width() < theme.em(self, NARROW))
        place = self._grid.getItemPosition(self._grid.indexOf(self._hits_row))
        if place != (row, 1 - row, 1, 1 + 2 * row):
            self._grid.addWidget(self._hits_row, row, 1 - row, 1, 1 + 2 * row)

    def _show_options(self, on: bool) -> None:
        if not on and not self.options.are_usual:
            self.options_button.setChecked(True)  # what is not as usual stays in sight
        self.options.setVisible(self.options_button.isChecked())

    # finding

    def start(self, text: str = "") -> None:
        """Give the field the focus, with `text` to search for or its own text selected."""
        if text:
            self.field.setText(text)
            self._search()
        self.started.emit()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def find_next(self) -> None:
        """Go to the next hit after the current row, from the last to the first."""
        self._step(1)

    def find_previous(self) -> None:
        """Go to the hit before the current row."""
        self._step(-1)

    @property
    def hits(self) -> Sequence[int]:
        """Return the hits in document order."""
        return self._hits or self._in_order(self._hit_set)

    @property
    def query(self) -> Query:
        """Return what the field and the choices ask for."""
        return self.options.query(self.field.text())

    def stop(self) -> None:
        """End all searching, before the document is closed."""
        self.search.stop()

    def _in_order(self, ids: Iterable[int]) -> list[int]:
        return sorted(ids, key=self._place)

    def _place(self, node_id: int) -> list[tuple[str, int]]:
        return self._session.tree.position(self._session.outline[node_id]) if node_id else []

    def _step(self, direction: int) -> None:
        if not self.field.text():
            self.start()
        elif self._searched:
            self._show_neighbour(direction)
        else:
            self._search(lambda: self._show_neighbour(direction))

    def _show_neighbour(self, direction: int) -> None:
        if self._hit_set:
            self.found.emit(self._neighbour(direction))

    def _neighbour(self, direction: int) -> int:
        """Return the hit next to the current row, whether that row is a hit or not."""
        current = self._session.current_id
        if not self._hits:
            return self._walk_to_neighbour(current, direction)
        if current in self._hit_set:
            return self._hits[(self._hits.index(current) + direction) % len(self._hits)]
        after = bisect_right(self._hits, self._place(current), key=self._place)
        return self._hits[after % len(self._hits) if direction > 0 else after - 1]

    def _walk_to_neighbour(self, current: int, direction: int) -> int:
        first = last = -1
        passed = False
        for node_id in self._walk():
            if node_id == current:
                if direction < 0 and last >= 0:
                    return last
                passed = True
            elif node_id in self._hit_set:
                if passed and direction > 0:
                    return node_id
                first, last = (node_id if first < 0 else first), node_id
        return first if direction > 0 else last

    def _walk(self) -> Iterator[int]:
        yield 0
        yield from (entry.id for entry in self._session.outline.walk())

    def _on_changed(self, text: str) -> None:
        self._searched = False
        if not text:
            self.search.cancel()
            self._forget()

    def _forget(self) -> None:
        self._take(frozenset())
        self._problem = ""
        self.searched.emit(None)
        self._tell_count()

    def _on_options_changed(self) -> None:
        self.options_button.setChecked(self.options_button.isChecked() or not self.options.are_usual)
        if self.field.text():
            self._search()

    def _show_first(self) -> None:
        if self._session.current_id not in self._hit_set or not self._session.current_id:
            self._show_neighbour(1)

    def _search(self, then: Callable[[], None] | None = None) -> None:
        """Search for the field's text, and go on with `then` when there are hits."""
        if self.field.text():
            self._session.flush()
            self._then = then
            self._ask()

    def _ask(self) -> None:
        if self.options.section not in self._session.outline:
            self.options.set_section(0)
        self.search.ask(Request(self.query, self.options.section))

    def _on_answered(self, hits: Hits) -> None:
        if hits.request.query.text != self.field.text() or self._session.is_closed:
            return
        self._take(hits.ids)
        self._searched, self._is_all, self._problem = True, hits.is_all, ""
        self.searched.emit(hits.sought)
        self._tell_count()
        then = self._then
        if then is not None and (hits.ids or hits.is_all):
            self._then = None
            then()

    def _take(self, ids: Set[int]) -> None:
        self._hit_set = ids
        self._hits = self._in_order(ids) if len(ids) <= SORTED else []

    def _on_failed(self, request: Request, error: SearchError) -> None:
        if request.query.text == self.field.text():
            self._forget()
            self._problem = str(error)
            self._tell_count()

    def _tell_count(self) -> None:
        self._hits_row.setVisible(bool(self.field.text()) and (self._searched or bool(self._problem)))
        for button in (self.previous_button, self.next_button, self.filter_button):
            button.setEnabled(bool(self._hit_set))
        self.count.setText(self._count_text())
        self.count.setToolTip(self._problem)
        theme.set_look(self.count, "muted" if self._hit_set else "error")

    def _count_text(self) -> str:
        if self._problem:
            return _("Cannot search")
        if not self._hit_set:
            return _("Not found") if self._is_all else _("Searching…")
        total = len(self._hit_set)
        if not self._is_all:
            return _("More than {total} hits").format(total=f"{total:,}")
        if self._session.current_id not in self._hit_set or total > SORTED:
            return ngettext("{total} hit", "{total} hits", total).format(total=f"{total:,}")
        return _("{place} of {total}").format(place=self._hits.index(self._session.current_id) + 1, total=total)

    def _on_data_changed(self, _change_set: object) -> None:
        if self._searched:
            self._searched = False  # until the answer is there, the next F3 waits for it
            self._take(self._session.outline.entries.keys() & self._hit_set)
            self._ask()  # without a flush: what is typed on just now comes with the next change

    # keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take Enter, Shift+Enter, Down and Esc in the field."""
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._take_key(event)
        return super().eventFilter(watched, event)

    def _take_key(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._step(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        elif key in (Qt.Key.Key_Escape, Qt.Key.Key_Down):
            if key == Qt.Key.Key_Escape:
                self.field.clear()
            self.left.emit()
        else:
            return False
        return True
