"""The panel of the checks (校核): findings in groups, their quick fixes, and what was dismissed.

One rule: the panel shows what PlanChecks found and changes the plan through it only, one step for each button.
"""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QMenu, QToolButton, QVBoxLayout, QWidget

from planeditor.gui import settings, theme
from planeditor.gui.checks_dialogs import DismissedDialog, RulesDialog, ask_reason
from planeditor.gui.checks_model import BY_RULE, BY_SECTION, Group, grouped
from planeditor.gui.checks_run import Found, PlanChecks
from planeditor.gui.checks_tree import ChecksTree
from planeditor.gui.flow_layout import FlowLayout
from planeditor.gui.icons import icon
from planeditor.i18n import _, ngettext
from planeditor.plan.checks import ERROR, WARNING, Fix, rule_names
from planeditor.plan.checks.chosen import SETTING, rules_on, setting_text

_GROUP = "checks/group"
FILTER_WIDTH, OFFERS_HEIGHT = 12, 1.9  # characters


class ChecksPanel(QWidget):
    """Lists findings and offers what can be done about them."""

    shown = Signal(object)  # Found, whose place is to show while the focus stays in the list
    jump_wanted = Signal(object)  # Found
    left = Signal()
    done = Signal(str)  # a sentence on what was mended or dismissed; undo takes it back

    def __init__(self, checks: PlanChecks, parent: QWidget | None = None) -> None:
        """Show the findings of a plan, and follow them."""
        super().__init__(parent)
        self.checks = checks
        self.session = checks.session
        self.tree = ChecksTree(self)
        self.empty = QLabel(self, wordWrap=True, alignment=Qt.AlignmentFlag.AlignCenter)
        self._make_header()
        self._lay_out()
        self._connect()
        self._show()

    # construction

    def _make_header(self) -> None:
        self.header = QWidget(self)
        self.header.setObjectName("header_bar")
        self.heading = QLabel(_("Checks"), self.header)
        theme.set_look(self.heading, "heading")
        self.errors = self._button("", "error", "error", self.header)
        self.warnings = self._button("", "warning", "warning", self.header)
        for toggle in (self.errors, self.warnings):
            toggle.setCheckable(True)
            toggle.setChecked(True)
        self.state = QLabel(self.header)
        theme.set_look(self.state, "muted")
        self.field = QLineEdit(self.header, clearButtonEnabled=True)
        self.field.setPlaceholderText(_("Filter findings"))
        self.field.setAccessibleName(_("Filter findings"))
        self.field.setFixedWidth(theme.em(self, FILTER_WIDTH))
        theme.set_look(self.field, "quiet")
        self.group = QComboBox(self.header)
        self.group.addItem(_("By rule"), BY_RULE)
        self.group.addItem(_("By section"), BY_SECTION)
        self.group.setAccessibleName(_("Groups"))
        self.group.setCurrentIndex(max(0, self.group.findData(settings.settings().value(_GROUP, BY_RULE))))
        theme.set_look(self.group, "quiet")
        self.rules = self._button(_("Rules…"), "", "", self.header)
        self.dismissed = self._button("", "", "", self.header)

    def _button(self, text: str, sign: str, color: str, parent: QWidget) -> QToolButton:
        button = QToolButton(parent)
        button.setText(text)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        if sign:
            button.setIcon(icon(sign, color or "muted"))
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        theme.set_look(button, "quiet")
        return button

    def _lay_out(self) -> None:
        gap = theme.em(self, 0.5)
        top = QHBoxLayout(self.header)
        top.setContentsMargins(0, 0, 0, 0)
        top.setSpacing(gap)
        for widget in (self.heading, self.errors, self.warnings, self.state):
            top.addWidget(widget)
        top.addStretch(1)
        choices: tuple[QWidget, ...] = (self.field, self.group, self.rules, self.dismissed)
        for choice in choices:
            top.addWidget(choice)
        self._offers = QWidget(self)
        self._offers_layout = FlowLayout(self._offers)
        self._offers.setMinimumHeight(theme.em(self, OFFERS_HEIGHT))  # the list keeps its height
        theme.set_look(self.empty, "muted")
        rows = QVBoxLayout(self)
        rows.setContentsMargins(gap, gap, gap, gap)
        rows.setSpacing(gap)
        rows.addWidget(self.header)
        rows.addWidget(self.tree, 1)
        rows.addWidget(self.empty, 1)
        rows.addWidget(self._offers)

    def _connect(self) -> None:
        self.checks.changed.connect(self._show)
        self.checks.running.connect(self._show_state)
        self.session.changed.connect(self._show_state)
        self.session.state_changed.connect(self._show_offers)
        for toggle in (self.errors, self.warnings):
            toggle.toggled.connect(self._show_groups)
        self.field.textChanged.connect(self._show_groups)
        self.field.returnPressed.connect(self.focus_list)
        self.group.activated.connect(self._on_group)
        self.rules.clicked.connect(self.show_rules)
        self.dismissed.clicked.connect(self.show_dismissed)
        self.tree.shown.connect(self.shown)
        self.tree.jump_wanted.connect(self.jump_wanted)
        self.tree.fix_wanted.connect(self.fix_chosen)
        self.tree.dismissal_wanted.connect(self.dismiss_chosen)
        self.tree.left.connect(self.left)
        self.tree.chosen_changed.connect(self._show_offers)
        self.tree.customContextMenuRequested.connect(self._show_menu)

    # showing

    def _show(self) -> None:
        errors = self.checks.errors
        warnings = len(self.checks.found) - errors
        self.errors.setText(ngettext("{count} error", "{count} errors", errors).format(count=errors))
        self.warnings.setText(ngettext("{count} warning", "{count} warnings", warnings).format(count=warnings))
        self.errors.setToolTip(_("Show or hide the errors"))
        self.warnings.setToolTip(_("Show or hide the warnings"))
        count = len(self.session.document.dismissals())
        self.dismissed.setText(_("Dismissed ({count})…").format(count=count))
        self._show_state()
        self._show_groups()

    def _show_state(self) -> None:
        self.state.setText(_("Checking…") if self.checks.is_running else "")
        if not self.checks.is_known:
            self.empty.setText(_("The plan is being checked…"))
        elif self.checks.found:
            self.empty.setText(_("No finding matches the filter."))
        else:
            self.empty.setText(_("Nothing was found."))

    def _show_groups(self) -> None:
        self.tree.show_groups(self._groups())
        self.tree.setVisible(bool(self.tree.findings.groups))
        self.empty.setVisible(not self.tree.findings.groups)
        self._show_state()

    def _groups(self) -> list[Group]:
        severities = {ERROR: self.errors.isChecked(), WARNING: self.warnings.isChecked()}
        words, names = self.field.text().casefold().split(), rule_names()

        def is_shown(found: Found) -> bool:
            if not words:
                return severities[found.problem.severity]
            text = f"{names.get(found.problem.rule)} {found.place} {found.section} {found.problem.message}".casefold()
            return severities[found.problem.severity] and all(word in text for word in words)

        return grouped((found for found in self.checks.found if is_shown(found)), str(self.group.currentData()))

    def _on_group(self) -> None:
        settings.settings().setValue(_GROUP, self.group.currentData())
        self._show_groups()

    def focus_list(self) -> None:
        """Give the focus to the findings, or to the filter where there are none."""
        if self.tree.isHidden():
            self.field.setFocus()
            return
        self.tree.setFocus()
        if not self.tree.chosen:
            self.tree.step(1)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Pass the focus on."""
        super().focusInEvent(event)
        self.focus_list()

    # what can be done

    def _show_offers(self) -> None:
        focused = self._offers.isAncestorOf(self.focusWidget()) if self.focusWidget() is not None else False
        while (item := self._offers_layout.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        before: QWidget = self.tree
        for text, sign, slot in self._possible():
            button = self._button(text, sign, "accent", self._offers)
            theme.set_look(button, "link")
            button.clicked.connect(lambda _checked=False, slot=slot: slot())
            self._offers_layout.addWidget(button)
            button.show()
            QWidget.setTabOrder(before, button)  # Tab leads from a finding to what can be done about it
            before = button
        if focused:
            self.focus_list()

    def _possible(self) -> list[tuple[str, str, Callable[[], object]]]:
        """Return the words, sign and deed of everything that can be done about what is chosen."""
        chosen, current = self.tree.chosen, self.tree.current
        offers: list[tuple[str, str, Callable[[], object]]] = []
        if current is not None:
            offers.append((_("Go there"), "goto", lambda: self.jump_wanted.emit(current)))
        if self.session.read_only or not chosen:
            return offers
        if len(chosen) == 1:
            fixes = chosen[0].problem.fixes
            offers += [(fix.label, "check", partial(self._apply, fix, chosen)) for fix in fixes]
        elif any(found.problem.fixes for found in chosen):
            offers.append((self._count_label(_("Fix the selected"), _fixable(chosen)), "check", self.fix_chosen))
        rules = {found.problem.rule for found in chosen}
        if len(rules) == 1:
            offers += self._offers_of_rule(rules.pop(), chosen)
        offers.append((_("Dismiss…"), "close", self.dismiss_chosen))
        return offers

    def _offers_of_rule(self, rule: str, chosen: list[Found]) -> list[tuple[str, str, Callable[[], object]]]:
        fixable = _fixable(self._of_rule(rule))
        offers: list[tuple[str, str, Callable[[], object]]] = []
        if len(fixable) > 1 and len(fixable) != len(_fixable(chosen)):
            label = self._count_label(_("Fix all of this rule"), fixable)
            offers.append((label, "check", lambda: self.fix_rule(rule)))
        return [*offers, (_("Switch this rule off"), "minus", lambda: self.switch_off(rule))]

    def _count_label(self, words: str, found: list[Found]) -> str:
        return _("{name} ({count})").format(name=words, count=len(found))

    def _of_rule(self, rule: str) -> list[Found]:
        return [found for found in self.checks.found if found.problem.rule == rule]

    def _apply(self, fix: Fix, mended: list[Found]) -> None:
        count = self.checks.apply(fix, mended)
        if count:
            text = ngettext("{count} finding was fixed.", "{count} findings were fixed.", count)
            self.done.emit(text.format(count=count))

    def _apply_all(self, found: list[Found]) -> None:
        fixable = _fixable(found)
        if len(fixable) == 1:
            self._apply(fixable[0].problem.fixes[0], fixable)
        elif fixable and not self.session.read_only:
            label = ngettext("Fix {count} finding", "Fix {count} findings", len(fixable)).format(count=len(fixable))
            self._apply(Fix(label, "several", {"fixes": _first_fixes(fixable)}), fixable)

    def fix_chosen(self) -> None:
        """Make the first fix of every chosen finding, as one step."""
        if not self.session.read_only:
            self._apply_all(self.tree.chosen)

    def fix_rule(self, rule: str) -> None:
        """Make the first fix of every finding of a rule, as one step."""
        self._apply_all(self._of_rule(rule))

    def dismiss_chosen(self) -> None:
        """Ask for a reason and report the chosen findings no more."""
        chosen = self.tree.chosen
        if chosen and not self.session.read_only:
            ask_reason(self, len(chosen), lambda reason: self._dismiss(chosen, reason))

    def _dismiss(self, chosen: list[Found], reason: str) -> None:
        self.checks.dismiss(chosen, reason)
        count = len(chosen)
        text = ngettext("{count} finding was dismissed.", "{count} findings were dismissed.", count)
        self.done.emit(text.format(count=count))

    def switch_off(self, rule: str) -> None:
        """Check a rule no more in this plan."""
        on = rules_on(self.session.document.settings()) - {rule}
        self.session.run(lambda document: document.set_setting(SETTING, setting_text(on)))
        self.checks.check_now()
        self.done.emit(_("“{rule}” is no longer checked in this plan.").format(rule=rule_names()[rule]))

    def show_rules(self) -> None:
        """Let people choose what is checked."""
        dialog = RulesDialog(self.session, self.window())
        dialog.accepted.connect(self.checks.check_now)
        dialog.open()

    def show_dismissed(self) -> None:
        """Show what was dismissed, and why."""
        DismissedDialog(self.session, self.window()).open()

    def _show_menu(self, place: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for text, sign, slot in self._possible():
            menu.addAction(icon(sign), text.replace("&", "&&"), slot)
        menu.addSeparator()
        menu.addAction(icon("copy"), _("&Copy"), self.tree.copy)
        menu.popup(self.tree.viewport().mapToGlobal(place))


def _fixable(found: list[Found]) -> list[Found]:
    return [one for one in found if one.problem.fixes]


def _first_fixes(found: list[Found]) -> tuple[Fix, ...]:
    """Return the first fix of each; a fix of several as what it consists of, so that one order holds for all."""
    fixes: list[Fix] = []
    for one in found:
        fix = one.problem.fixes[0]
        fixes += fix.arguments["fixes"] if fix.kind == "several" else [fix]
    return tuple(fixes)
