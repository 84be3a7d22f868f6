"""The editor of what is selected: a section, an item, or, with nothing selected, the head of the plan.

One rule: every text is the document's. What is typed goes there through `session.run`, and what is shown is read
back from there after each change, without touching an editor that someone is typing in.
"""

from collections.abc import Callable, Iterator
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QApplication, QComboBox, QCompleter, QWidget

from planeditor.gui import theme
from planeditor.gui.click_offers import ClickOffers
from planeditor.gui.date_words import shown_date, stored_date
from planeditor.gui.due_offers import DueOffers
from planeditor.gui.field_card import count_text
from planeditor.gui.field_list import FieldList
from planeditor.gui.flow_layout import FlowLayout
from planeditor.gui.forms.ui_editor_panel import Ui_EditorPanel
from planeditor.gui.icons import icon
from planeditor.gui.line_edit import LineEdit
from planeditor.gui.session import Session
from planeditor.gui.target_words import place_of
from planeditor.gui.text_edit import Mark, TextEdit, found_marks
from planeditor.i18n import _, ngettext
from planeditor.plan.changes import ChangeSet
from planeditor.plan.entities import Node, NodeKind, Plan, Span
from planeditor.plan.outline import Entry
from planeditor.plan.sought import Sought
from planeditor.store import Document

if TYPE_CHECKING:
    from planeditor.gui.targets_found import FoundTargets
    from planeditor.plan.due_words import DueWords

DUES = ("全年", "3月底", "6月底", "9月底", "12月底", "长期坚持")
_COLUMN_WIDTH = 56  # characters: longer lines are hard to read
_CRUMB_LENGTH = 18
_NARROW = 20  # characters
_KINDS: tuple[NodeKind, ...] = ("section", "item")


class EditorPanel(QWidget):
    """Shows and edits titles, texts and labelled fields."""

    menu_wanted = Signal(object)  # the QMenu of a text that is about to be shown

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._node_id = 0
        self._node: Node | None = None
        self._target_id = 0
        self._found: FoundTargets | None = None
        self._sought: Sought | None = None
        self.ui = Ui_EditorPanel()
        self.ui.setupUi(self)
        self.fields = FieldList(session.document, self._run, self._adopt, self)
        self.ui.fields_place.addWidget(self.fields)
        self.due_offers = DueOffers(self.ui.column, self.ui.numbered)
        self.ui.rows.insertWidget(self.ui.rows.indexOf(self.ui.facts) + 1, self.due_offers)
        self._set_up_looks()
        self._set_up_editors()
        self._connect()
        self._show(session.current_id)

    # construction

    def _set_up_looks(self) -> None:
        ui = self.ui
        looks: dict[str, list[QWidget]] = {
            "plain": [ui.scroll],
            "page": [ui.page],
            "muted": [ui.breadcrumb, ui.totals, ui.body_count, ui.numbering_label, ui.numbered],
            "card": [ui.body_card],
            "label": [ui.body_label],
            "quiet": [ui.kind, ui.due, ui.plan_properties],
        }
        for look, widgets in looks.items():
            for widget in widgets:
                theme.set_look(widget, look)
        ui.numbering.set_look("quiet")
        ui.plan_properties.setIcon(icon("properties", "muted"))
        self._set_up_sizes()

    def _set_up_sizes(self) -> None:
        ui = self.ui
        space = theme.em(self, 0.8)
        ui.rows.setContentsMargins(space, space, space, space)
        ui.rows.setSpacing(theme.em(self, 0.6))
        ui.body_rows.setContentsMargins(space, theme.em(self, 0.5), space, theme.em(self, 0.3))
        ui.body_rows.setSpacing(theme.em(self, 0.3))
        ui.centre.addStretch(0)
        ui.centre.setStretch(0, 1)
        for row, widgets in (
            (ui.facts, (ui.kind, ui.due, ui.numbered, ui.totals)),
            (ui.numbering_row, (ui.numbering_label, ui.numbering)),
        ):  # fmt: skip
            flow = FlowLayout(row)
            flow.setSpacing(theme.em(self, 0.8))
            for widget in widgets:
                flow.addWidget(widget)
        ui.kind.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._limit_widths()

    def _limit_widths(self) -> None:
        self.ui.column.setMaximumWidth(theme.em(self, _COLUMN_WIDTH))
        self.ui.due.setMaximumWidth(theme.em(self, 8))

    def _set_up_editors(self) -> None:
        ui = self.ui
        ui.title.single_line = True
        theme.set_look(ui.title, "title")
        ui.due.setCompleter(QCompleter(list(DUES), ui.due))
        ClickOffers(ui.due)
        for editor in (ui.title, ui.body, ui.due):
            self._adopt(editor)

    def _connect(self) -> None:
        ui, session = self.ui, self.session
        ui.title.text_committed.connect(self._on_title)
        ui.title.return_pressed.connect(self.focus_body)
        ui.body.text_committed.connect(self._on_body)
        ui.body.textChanged.connect(self._show_body_count)
        self.fields.text_wanted.connect(self._show_text)
        ui.due.text_committed.connect(self._on_due)
        self.due_offers.taken.connect(self._take_due)
        self.due_offers.ignored.connect(self._ignore_dues)
        ui.kind.activated.connect(self._on_kind)
        ui.numbered.clicked.connect(lambda on: self._run(lambda doc: doc.set_numbered(self._node_id, on)))
        ui.numbering.chosen.connect(lambda text: self._run(lambda doc: doc.set_numbering(self._node_id, text)))
        ui.breadcrumb.linkActivated.connect(lambda link: session.select(int(link)))
        ui.plan_properties.clicked.connect(self._show_properties)
        session.current_changed.connect(self._show)
        session.changed.connect(self._on_changed)
        session.about_to_commit.connect(self.commit)
        session.state_changed.connect(self._show_read_only)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._on_focus_changed)

    def _on_focus_changed(self, _old: QWidget | None, now: QWidget | None) -> None:
        """Frame the card that someone is typing in."""
        for card in (self.ui.body_card, *self.fields.cards.values()):
            theme.set_look(card, "card-active" if now is not None and card.isAncestorOf(now) else "card")
        self._show_body_count()

    def _show_properties(self) -> None:
        from planeditor.gui.plan_dialog import PlanPropertiesDialog  # not needed by the first window

        PlanPropertiesDialog(self.session, self.window()).open()

    def _adopt(self, editor: TextEdit | LineEdit) -> None:
        editor.undo_requested.connect(self.session.undo)
        editor.redo_requested.connect(self.session.redo)
        if isinstance(editor, TextEdit):
            editor.cursorPositionChanged.connect(lambda: self._keep_cursor_visible(editor))
            editor.menu_wanted.connect(self.menu_wanted)

    # for the window

    def focus_title(self) -> None:
        """Put the cursor into the title and select it."""
        self.ui.title.setFocus()
        self.ui.title.selectAll()

    def focus_body(self) -> None:
        """Put the cursor into the text; where that is empty and fields have texts, into the first field."""
        first = next(iter(self.fields.cards.values()), None)
        editor = first.ui.text if first is not None and not self.ui.body.text else self.ui.body
        editor.setFocus()

    def split_at_cursor(self) -> None:
        """Make the text behind the cursor an item of its own and show that."""
        cards = self.fields.cards.items()
        place, editor = next(
            ((str(i), card.ui.text) for i, card in cards if card.ui.text.hasFocus()), ("body", self.ui.body)
        )
        node_id, offset = self._node_id, editor.cursor_offset
        created = self._run(lambda doc: doc.split(node_id, place, offset)).created()
        if created:
            self.session.select(created[0])

    def highlight_target(self, target_id: int) -> None:
        """Tint the words of a target; 0 for none."""
        self._target_id = target_id
        self._show_marks()

    def show_suggestions(self, found: "FoundTargets") -> None:
        """Underline with dashes the words of targets not recorded, with dots those of deadlines; offer the latter."""
        self._found = found
        self.due_offers.offer(found.open_dues)
        self.due_offers.setEnabled(not self.session.read_only)
        self._show_marks()

    def _take_due(self, one: "DueWords") -> None:
        if self._found is not None:
            self.ui.due.setFocus()  # the button goes
            self._found.take_due(one)

    def _ignore_dues(self, dues: "tuple[DueWords, ...]") -> None:
        if self._found is not None:
            self.ui.due.setFocus()
            self._found.ignore_dues(dues)

    def selected_span(self) -> Span | None:
        """Return what is selected in the text that has the focus, or where the cursor is; None outside of texts."""
        fields = ((str(field_id), card.ui.text) for field_id, card in self.fields.cards.items())
        for place, editor in (("title", self.ui.title), ("body", self.ui.body), *fields):
            if editor.hasFocus():
                return Span(place, *editor.selected_range)
        return None

    def highlight_words(self, sought: Sought | None) -> None:
        """Tint what was looked for; None for nothing."""
        self._sought = sought
        self._show_marks()

    def commit(self) -> None:
        """Write what is still being typed."""
        if any(editor.hasFocus() for editor in self._editors()):
            QGuiApplication.inputMethod().commit()
        for editor in self._editors():
            editor.commit()

    def _editors(self) -> Iterator[TextEdit | LineEdit]:
        yield from (self.ui.title, self.ui.body, self.ui.due)
        yield from self.fields.editors()

    # showing

    def _show(self, node_id: int) -> None:
        self._node_id = node_id
        self._target_id = 0
        self._found = None
        self.due_offers.offer(())
        self.fields.show_fields(0, ())
        for editor in (self.ui.title, self.ui.body, self.ui.due):
            editor.show_text("")
        self.ui.numbering.load("", inherited=True)
        self.ui.numbering.show_scheme("")
        self._read()
        for editor in (self.ui.title, self.ui.body):
            editor.moveCursor(QTextCursor.MoveOperation.Start)
        self.ui.scroll.verticalScrollBar().setValue(0)

    def _on_changed(self, change_set: ChangeSet) -> None:
        if self._node_id in change_set.node_ids() or (not self._node_id and any(change_set.of("plan"))):
            self._read()
        elif any(change.table in ("node", "plan", "target") for change in change_set.changes):
            self._show_place()

    def _read(self) -> None:
        """Show the document's state of the node, or of the plan's head."""
        if self._node_id:
            self._node = self.session.document.node(self._node_id)
            self._show_node(self._node)
        else:
            self._node = None
            self._show_plan(self.session.document.plan())
        self._show_place()
        self._show_body_count()
        self._show_marks()
        self._show_read_only()

    def _show_node(self, node: Node) -> None:
        ui = self.ui
        section = node.kind == "section"
        ui.title.load(node.title)
        ui.body.load(node.body)
        ui.due.load(shown_date(node.due))
        ui.kind.setCurrentIndex(_KINDS.index(node.kind))
        ui.numbered.setChecked(node.numbered)
        ui.numbering.load(node.numbering, inherited=True)
        ui.due.setVisible(not section)
        ui.title.setPlaceholderText(_("Title of the section") if section else _("Title (may stay empty)"))
        ui.body_label.setText(_("Introduction") if section else _("Text"))
        ui.body.setPlaceholderText(_("Text before the first item…") if section else _("Text…"))
        self.fields.show_fields(node.id, node.fields)

    def _show_plan(self, plan: Plan) -> None:
        ui = self.ui
        ui.title.load(plan.title)
        ui.body.load(plan.preamble)
        ui.title.setPlaceholderText(_("Title of the plan"))
        ui.body_label.setText(_("Preamble"))
        ui.body.setPlaceholderText(_("Guiding ideas, before the first section…"))
        self.fields.show_fields(0, ())

    def _show_place(self) -> None:
        ui, shown = self.ui, bool(self._node_id)
        entry = self.session.outline.entries.get(self._node_id) if shown else None
        for widget in (ui.facts, self.fields):
            widget.setVisible(shown)
        ui.plan_properties.setVisible(not shown)
        ui.numbering_row.setVisible(entry is not None and (entry.is_section or bool(entry.children)))
        ui.breadcrumb.setText(self._plan_line() if entry is None else self._trail(entry))
        ui.totals.setText(self._totals(entry) if entry is not None and entry.is_section else "")

    def _plan_line(self) -> str:
        plan = self.session.document.plan()
        parts = [plan.doc_number, "、".join(plan.issuer.split("\n")), shown_date(plan.date)]
        shown = " · ".join(escape(part) for part in parts if part)
        return shown or escape(_("Nothing is selected: this is the head of the plan."))

    def _trail(self, entry: Entry) -> str:
        outline, color = self.session.outline, theme.color("muted").name()
        links = [
            f'<a href="{above.id}" style="color:{color};text-decoration:none">{escape(self._crumb(above))}</a>'
            for above in outline.ancestors(entry)
        ]
        own = outline.number(entry) or _("(not numbered)")
        return " › ".join([*links, escape(own.rstrip(".、．"))])

    def _crumb(self, entry: Entry) -> str:
        title = self.session.tree.glance(entry.id).title
        if len(title) > _CRUMB_LENGTH:
            title = title[: _CRUMB_LENGTH - 1] + "…"
        return self.session.outline.number(entry) + title

    def _totals(self, entry: Entry) -> str:
        totals = self.session.tree.totals
        items, targets = totals.items(entry.id), totals.targets(entry.id)
        parts = (
            ngettext("{count} item", "{count} items", items).format(count=items),
            ngettext("{count} target", "{count} targets", targets).format(count=targets),
        )
        return " · ".join(parts)

    def _show_body_count(self) -> None:
        text = self.ui.body.text
        self.ui.body_count.setText(count_text(text))
        self.ui.body_header.setVisible(bool(text) or not self.fields.cards)
        self.ui.body_card.setVisible(bool(text) or not self.fields.cards or self.ui.body.hasFocus())

    def _show_text(self) -> None:
        self.ui.body_card.show()
        self.ui.body.setFocus()

    def _show_read_only(self) -> None:
        ui, read_only = self.ui, self.session.read_only
        for editor in (ui.title, ui.body, ui.due):
            editor.setReadOnly(read_only)
        self.fields.set_read_only(read_only)
        for widget in (ui.kind, ui.numbered, ui.numbering):
            widget.setEnabled(not read_only)

    # targets' words

    def _show_marks(self) -> None:
        node = self._node
        places = [(place_of(target, node), target.id) for target in node.targets] if node is not None else []
        self.ui.title.set_marks(self._marks("title", places, self.ui.title.text))
        self.ui.body.set_marks(self._marks("body", places, self.ui.body.text))
        for field_id, card in self.fields.cards.items():
            card.set_marks(self._marks(str(field_id), places, card.ui.text.text))

    def _marks(self, place: str, places: list[tuple[Span | None, int]], text: str) -> list[Mark]:
        return (
            found_marks(text, self._sought)
            + [
                Mark(span.start, span.end, target_id == self._target_id)
                for span, target_id in places
                if span is not None and span.place == place
            ]
            + self._found_marks(place)
        )

    def _found_marks(self, place: str) -> list[Mark]:
        """Return marks on what was found and is not taken, and on the words of the item's deadline."""
        found = self._found
        if found is None:
            return []
        targets = [Mark(span.start, span.end, suggested=True) for span in found.spans if span.place == place]
        spans = [(one.span, True) for one in found.open_dues] + [(one.span, False) for one in found.taken_dues]
        return targets + [Mark(s.start, s.end, deadline=is_open) for s, is_open in spans if s.place == place]

    # edits

    def _run(self, edit: Callable[[Document], ChangeSet]) -> ChangeSet:
        change_set = self.session.run(edit)
        if not change_set.changes:
            self._read()  # the edit was refused, or changed nothing: show what is so
        return change_set

    def _on_title(self, text: str) -> None:
        node_id = self._node_id
        self._run(lambda doc: doc.rename(node_id, text) if node_id else doc.set_plan(title=text))

    def _on_body(self, text: str) -> None:
        node_id = self._node_id
        self._run(lambda doc: doc.set_body(node_id, text) if node_id else doc.set_plan(preamble=text))

    def _on_due(self, text: str) -> None:
        node_id = self._node_id
        self._run(lambda doc: doc.set_due(node_id, stored_date(text)))

    def _on_kind(self, index: int) -> None:
        self._run(lambda doc: doc.set_kind(self._node_id, _KINDS[index]))

    # the page

    def _keep_cursor_visible(self, editor: TextEdit) -> None:
        if editor.hasFocus():
            point = editor.viewport().mapTo(self.ui.page, editor.cursorRect().center())
            self.ui.scroll.ensureVisible(point.x(), point.y(), 0, theme.em(self, 3))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the rows out for the room that there is now."""
        super().resizeEvent(event)
        self._lay_rows_out()

    def _lay_rows_out(self) -> None:
        """Where it is narrow, leave out the counts, which the tree has, too."""
        self.ui.totals.setHidden(self.width() < theme.em(self, _NARROW))

    def changeEvent(self, event: QEvent) -> None:
        """Draw links and marks anew in another theme; make room for larger letters."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "ui"):
            self._limit_widths()
            self._lay_rows_out()
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "ui"):
            self._show_marks()
            self._show_place()
