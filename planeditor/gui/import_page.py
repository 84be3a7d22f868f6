"""The second step of an import: the source on the left, the plan it becomes on the right, both linked.

One rule: it shows the review and asks it for corrections; it decides nothing itself.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut, QTextCursor
from PySide6.QtWidgets import QComboBox, QMenu, QTextEdit, QToolButton, QWidget

from planeditor.gui import theme
from planeditor.gui.date_words import shown_date
from planeditor.gui.forms.ui_import_page import Ui_ReviewPage
from planeditor.gui.icons import icon
from planeditor.gui.import_columns import TableColumns
from planeditor.gui.import_lines import KEYS, LineModel, role_name
from planeditor.gui.import_names import NamePairs
from planeditor.gui.import_preview import WITH_REVISIONS, Place, Preview, Sheets
from planeditor.gui.import_review import ImportReview
from planeditor.gui.import_targets import SuggestionModel
from planeditor.gui.import_tree import PreviewModel
from planeditor.i18n import _, ngettext
from planeditor.importing.draft import LineKind

DETAIL_LINES = 3
LINES_WIDTH, PLAN_WIDTH = 54, 44  # in characters, to begin with
WITHIN = 400  # lines of an item in which a target's words are looked for


class ReviewPage(QWidget):
    """Shows a review."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui = Ui_ReviewPage()
        self.ui.setupUi(self)
        self.review = ImportReview(self)
        self.line_model = LineModel(self.review, self)
        self.tree_model = PreviewModel(self.review, self)
        self.suggestion_model = SuggestionModel(self.review, self)
        self.names = NamePairs(self.review, self)
        self.columns = TableColumns(self.review, self)
        self.role_buttons: dict[LineKind, QToolButton] = {}
        self._row = -1  # of the preview; the line that everything else shows
        self._is_new = True  # nothing of these inputs has been shown
        self._set_up_looks()
        self._set_up_options()
        self._set_up_roles()
        self._set_up_views()
        self._connect()
        self._add_keys()

    # construction

    def _set_up_looks(self) -> None:
        ui = self.ui
        for widget, look in (
            (ui.numbering_label, "muted"), (ui.revisions_label, "muted"), (ui.targets_label, "muted"),
            (ui.summary, "muted"), (ui.sheets, "quiet"), (ui.undo, "quiet"), (ui.redo, "quiet"), (ui.taken, "muted"),
            (ui.plan_title, "heading"), (ui.plan_head, "muted"), (ui.take_all, "link"), (ui.take_none, "link"),
            (ui.names_hint, "muted"), (ui.words, "quiet"),
        ):  # fmt: skip
            theme.set_look(widget, look)
        ui.undo.setIcon(icon("undo"))
        ui.redo.setIcon(icon("redo"))
        ui.tools.setStretch(ui.tools.indexOf(ui.summary), 1)
        ui.filter_row.setStretch(1, 1)
        ui.left_rows.setStretch(1, 1)
        ui.rows.setStretch(1, 1)
        ui.detail.setFixedHeight(round(ui.detail.fontMetrics().lineSpacing() * DETAIL_LINES + theme.em(self, 0.9)))
        ui.names_rows.addWidget(self.names, 1)
        ui.columns_rows.addWidget(self.columns, 1)

    def _set_up_options(self) -> None:
        ui = self.ui
        _fill(
            ui.numbering, {"auto": _("As in the source"), "through": _("On through"), "restart": _("Anew by section")}
        )
        _fill(ui.revisions, {"accept": _("Accept them"), "original": _("Leave them out")})
        _fill(ui.targets, {"yes": _("As suggestions"), "": _("Look for none")})
        shown = {
            "all": _("All lines"),
            "questions": _("Uncertain"),
            "unplaced": _("Set aside"),
            "changed": _("Corrected"),
        }
        _fill(ui.shown, shown)

    def _set_up_roles(self) -> None:
        for key, role in KEYS:
            button = QToolButton()
            button.setText(_("{key} {role}").format(key=key, role=role_name(role)))
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setToolTip(_("The selected lines are: {role} (key {key})").format(key=key, role=role_name(role)))
            theme.set_look(button, "quiet")
            button.clicked.connect(lambda _checked=False, key=key: self._say(key))
            self.role_buttons[role] = button
            self.ui.roles.addWidget(button)
        self.ui.roles.addStretch(1)

    def _say(self, key: str) -> None:
        self.ui.lines.say(key)
        self._show_role()

    def _set_up_views(self) -> None:
        ui = self.ui
        ui.lines.show_lines(self.line_model, self.review)
        ui.tree.show_plan(self.tree_model)
        ui.suggestions.show_targets(self.suggestion_model)
        ui.splitter.setSizes([theme.em(self, LINES_WIDTH), theme.em(self, PLAN_WIDTH)])

    def _connect(self) -> None:
        ui, review = self.ui, self.review
        ui.lines.line_selected.connect(self._on_line_selected)
        ui.lines.role_wanted.connect(self._set_role)
        ui.lines.confirmed.connect(self._confirm)
        ui.tree.node_selected.connect(self._on_node_selected)
        ui.suggestions.node_selected.connect(self._on_target_selected)
        ui.questions.answered.connect(self._on_answered)
        ui.questions.turned.connect(self.go_to_question)
        ui.numbering.activated.connect(lambda: self._set_option(numbering=ui.numbering.currentData()))
        ui.revisions.activated.connect(lambda: self._set_option(revisions=ui.revisions.currentData()))
        ui.targets.activated.connect(lambda: self._set_option(targets=bool(ui.targets.currentData())))
        ui.undo.clicked.connect(lambda: self._turn(review.undo))
        ui.redo.clicked.connect(lambda: self._turn(review.redo))
        ui.take_all.clicked.connect(lambda: self._take_all(True))
        ui.take_none.clicked.connect(lambda: self._take_all(False))
        ui.shown.activated.connect(self._filter)
        ui.words.textChanged.connect(self._filter)
        self.columns.line_wanted.connect(self._on_table_wanted)
        review.previewed.connect(self._on_previewed)
        review.corrected.connect(self._on_corrected)

    def _add_keys(self) -> None:
        keys: dict[str, Callable[[], object]] = {
            "Ctrl+Z": lambda: self._turn(self.review.undo),
            "Ctrl+Y": lambda: self._turn(self.review.redo),
            "Ctrl+Shift+Z": lambda: self._turn(self.review.redo),
            "F4": lambda: self.go_to_question(1),
            "Shift+F4": lambda: self.go_to_question(-1),
            "Ctrl+F": self.ui.words.setFocus,
            "F6": self.go_to_next_pane,
            "Shift+F6": lambda: self.go_to_next_pane(-1),
        }
        for key, slot in keys.items():
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    def begin_anew(self) -> None:
        """Make ready for other inputs."""
        self._row, self._is_new = -1, True
        self.ui.tree.begin_anew()
        self.ui.words.clear()
        self.ui.shown.setCurrentIndex(0)
        self.line_model.show_only("all", "")

    # what comes from the review

    @property
    def preview(self) -> Preview:
        """Return what is shown."""
        assert self.review.preview is not None
        return self.review.preview

    def _on_previewed(self) -> None:
        ui = self.ui
        self._show_head()
        self._show_tabs()
        self._on_corrected()
        if self._is_new:
            self._is_new = False
            questions = self.review.open_rows()
            self._show_row(questions[0] if questions else 0)
        elif ui.lines.current_row() != self._row:
            ui.lines.show_row(self._row)
        self._show_around()

    def _on_corrected(self) -> None:
        if self.review.preview is None:
            return
        corrections = self.review.corrections
        self.ui.undo.setEnabled(self.review.can_undo)
        self.ui.redo.setEnabled(self.review.can_redo)
        _choose(self.ui.numbering, corrections.numbering)
        _choose(self.ui.revisions, corrections.revisions)
        _choose(self.ui.targets, "yes" if corrections.targets else "")
        self._show_summary()
        self._show_role()
        self._show_question()

    def _show_head(self) -> None:
        plan = self.preview.draft.snapshot.plan
        self.ui.plan_title.setText(plan.title or _("(no title)"))
        parts = (plan.doc_number, " ".join(plan.issuer.splitlines()), shown_date(plan.date))
        self.ui.plan_head.setText(" · ".join(part for part in parts if part))
        self.ui.plan_head.setVisible(any(parts))

    def _show_tabs(self) -> None:
        ui, preview = self.ui, self.preview
        tabs = ui.tabs
        tabs.setTabVisible(tabs.indexOf(ui.targets_tab), bool(preview.suggestions))
        tabs.setTabVisible(tabs.indexOf(ui.names_tab), bool(preview.pairs))
        tabs.setTabText(tabs.indexOf(ui.names_tab), _("Names ({count})").format(count=len(preview.pairs)))
        tabs.setTabVisible(tabs.indexOf(ui.columns_tab), bool(preview.tables))
        tabs.setTabVisible(tabs.indexOf(ui.notes), bool(preview.notes))
        tabs.setTabText(tabs.indexOf(ui.notes), _("Notes ({count})").format(count=len(preview.notes)))
        ui.notes.setPlainText("\n\n".join(preview.notes))
        has_revisions = any(each.suffix in WITH_REVISIONS for each in self.review.inputs)
        ui.revisions.setVisible(has_revisions)
        ui.revisions_label.setVisible(has_revisions)
        self._show_sheets()

    def _show_summary(self) -> None:
        preview = self.preview
        taken, found = self.suggestion_model.taken(), len(preview.suggestions)
        self.ui.taken.setText(_("{taken} of {found} are taken").format(taken=taken, found=found))
        tab = self.ui.tabs.indexOf(self.ui.targets_tab)
        goals = self.suggestion_model.goals()
        results = any(each.target.kind == "actual" for each in preview.suggestions)
        text = _("Targets and results ({count})") if results else _("Targets ({count})")
        self.ui.tabs.setTabText(tab, text.format(count=taken))
        self.ui.summary.setText(" · ".join(self._counts(goals, taken - goals)))

    def _counts(self, targets: int, results: int) -> list[str]:
        """Return what will be imported, in words; the tab of targets counts the same."""
        sections, items, leads, aside = self.preview.counts
        told = ngettext("{count} result", "{count} results", results).format(count=results)
        return [
            ngettext("{count} section", "{count} sections", sections).format(count=sections),
            ngettext("{count} item", "{count} items", items).format(count=items),
            ngettext("{count} target", "{count} targets", targets).format(count=targets),
            *([told] if results else []),
            ngettext("{count} with a lead", "{count} with a lead", leads).format(count=leads),
            ngettext("{count} line set aside", "{count} lines set aside", aside).format(count=aside),
        ]

    # linked selections

    def _on_line_selected(self, row: int) -> None:
        self._row = row
        self._show_around()

    def _on_node_selected(self, node_id: int) -> None:
        row = self.preview.first_rows.get(node_id, -1)
        if row >= 0:
            self._row = row
            self._show_line(row)
            self._show_around(follow_tree=False)

    def _on_target_selected(self, node_id: int, words: str) -> None:
        row = self._row_of_words(node_id, words)
        if row >= 0:
            self._show_row(row)
        self.ui.tree.show_node(node_id)

    def _on_table_wanted(self, place: Place) -> None:
        row = next((row for row, line in enumerate(self.preview.lines) if line.place >= place), -1)
        if row >= 0:
            self._show_row(row)

    def _row_of_words(self, node_id: int, words: str) -> int:
        first = self.preview.first_rows.get(node_id, -1)
        if first < 0:
            return -1
        wanted = "".join(words.split())
        for row in range(first, min(first + WITHIN, len(self.preview.lines))):
            role = self.preview.lines[row].role
            if role.node_id == node_id and wanted in "".join(role.text.split()):
                return row
        return first

    def _show_row(self, row: int) -> None:
        self._row = row
        self._show_line(row)
        self._show_around()

    def bring_into_sight(self) -> None:
        """Scroll both sides to the current line."""
        if self.review.preview is not None:
            self.ui.lines.show_row(self._row, centred=True)
            self._show_around()

    def _show_line(self, row: int) -> None:
        """Select a line, ending a filter that hides it."""
        if 0 <= row < len(self.preview.lines) and not self.line_model.index_of(row).isValid():
            self.ui.shown.setCurrentIndex(0)
            self.ui.words.clear()
            self._filter()
        self.ui.lines.show_row(row)

    def _show_around(self, *, follow_tree: bool = True) -> None:
        """Show, around the current line, its full words, its role, its question and its place in the plan."""
        if not 0 <= self._row < len(self.preview.lines):
            self.ui.detail.clear()
            self.ui.tree.show_node(None)
            self.ui.questions.wait(len(self.review.open_rows()), self.preview.counts[-1])
            return
        line = self.preview.lines[self._row]
        self.ui.detail.setPlainText(line.role.text.strip())
        self._tint_targets()
        if follow_tree:
            self.ui.tree.show_node(line.role.node_id)
        self.columns.show_table(line.place)
        self._show_role()
        self._show_question()

    def _tint_targets(self) -> None:
        line = self.preview.lines[self._row]
        node = self.preview.nodes.get(line.role.node_id or 0)
        marks = []
        for target in node.targets if node is not None else ():
            found = self.ui.detail.document().find(target.text) if target.text else QTextCursor()
            if not found.isNull():
                mark = QTextEdit.ExtraSelection()
                mark.cursor = found
                mark.format.setBackground(theme.color("mark"))
                marks.append(mark)
        self.ui.detail.setExtraSelections(marks)

    def _show_role(self) -> None:
        row = self._row if 0 <= self._row < len(self.preview.lines) else -1
        current = self.line_model.role(self.preview.lines[row]) if row >= 0 else ""
        for role, button in self.role_buttons.items():
            button.setChecked(role == current)
            button.setEnabled(row >= 0)

    # questions

    def _show_question(self) -> None:
        open_rows = self.review.open_rows()
        if self._row in open_rows:
            line = self.preview.lines[self._row]
            place = open_rows.index(self._row) + 1
            self.ui.questions.ask(self.line_model.number(line), line.role, place, len(open_rows))
        else:
            had_focus = self.ui.questions.has_focus()
            self.ui.questions.wait(len(open_rows), self.preview.counts[-1])
            if had_focus:  # Qt would give it to the options above, which the next key would change
                self.ui.lines.setFocus()

    def go_to_question(self, step: int) -> None:
        """Show the next uncertain line (1) or the one before (-1), round and round."""
        rows = self.review.open_rows()
        if rows:
            beyond = [row for row in rows if (row > self._row if step > 0 else row < self._row)]
            self._show_row((beyond or rows)[0 if step > 0 else -1])

    def _on_answered(self, role: LineKind | Literal[""]) -> None:
        row = self._row
        had_focus = self.ui.questions.has_focus()
        if role:
            self.review.set_role([row], role)
        else:
            self.review.settle([row])
        self.go_to_question(1)
        if had_focus and self.ui.questions.buttons:
            self.ui.questions.buttons[0].setFocus()

    # corrections

    def _set_role(self, rows: list[int], role: LineKind | None) -> None:
        self.review.set_role(rows, role)

    def _confirm(self, rows: list[int]) -> None:
        """Take the doubtful ones among lines for right as they are."""
        self.review.settle(set(rows) & set(self.review.open_rows()))

    def _turn(self, turn: Callable[[], None]) -> None:
        """Undo or redo, and show the first line it changed."""
        before = self.review.corrections
        turn()
        changed = before.changed_places(self.review.corrections)
        rows = [self.preview.rows[place] for place in changed if place in self.preview.rows]
        if rows:
            self._show_row(min(rows))

    def _set_option(self, **choice: Any) -> None:
        self.review.correct(replace(self.review.corrections, **choice))

    def _take_all(self, taken: bool) -> None:
        self.suggestion_model.take(range(self.suggestion_model.rowCount()), taken)

    def _filter(self) -> None:
        self.line_model.show_only(self.ui.shown.currentData(), self.ui.words.text())
        self.ui.lines.show_row(self._row)

    # sheets

    def _show_sheets(self) -> None:
        several = [(file, each.reading.sheets) for file, each in enumerate(self.preview.parsed)]
        several = [(file, names) for file, names in several if len(names) > 1]
        self.ui.sheets.setVisible(bool(several))
        menu = QMenu(self.ui.sheets)
        for file, names in several:
            for name in names:
                self._add_sheet(menu, file, name, names)
        self.ui.sheets.setMenu(menu)

    def _add_sheet(self, menu: QMenu, file: int, name: str, names: tuple[str, ...]) -> None:
        chosen = self.review.corrections.sheets.get(file)
        shown = name if len(self.review.inputs) < 2 else f"{self.review.inputs[file].name}: {name}"
        action = menu.addAction(shown.replace("&", "&&"))
        action.setCheckable(True)
        action.setChecked(chosen is None or name in chosen)
        action.toggled.connect(lambda on: self._take_sheet(file, name, names, on))

    def _take_sheet(self, file: int, name: str, names: tuple[str, ...], on: bool) -> None:
        before = self.review.corrections.sheets.get(file) or names
        wanted = {*before, name} if on else {*before} - {name}
        chosen = tuple(each for each in names if each in wanted)
        if not chosen:  # a file without any sheet has no plan
            self._show_sheets()
            return
        sheets: dict[int, Sheets] = {**self.review.corrections.sheets, file: chosen}
        if len(chosen) == len(names):
            del sheets[file]
        self._set_option(sheets=sheets)

    def go_to_next_pane(self, direction: int = 1) -> None:
        """Give the focus to the next of lines, plan (or what stands in its place), question; -1: the one before."""
        ui = self.ui
        right = ui.tabs.currentWidget()
        inner = {ui.targets_tab: ui.suggestions, ui.columns_tab: self.columns.tables}.get(right, right)
        panes: list[QWidget] = [ui.lines, inner, *ui.questions.buttons[:1]]
        focused = next((place for place, pane in enumerate(panes) if pane.hasFocus()), -1)
        panes[(focused + direction) % len(panes)].setFocus()


def _fill(combo: QComboBox, choices: dict[str, str]) -> None:
    for value, text in choices.items():
        combo.addItem(text, value)


def _choose(combo: QComboBox, value: str) -> None:
    combo.setCurrentIndex(combo.findData(value))
