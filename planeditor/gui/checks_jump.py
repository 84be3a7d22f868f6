"""Going to where a finding shows, or only showing it: the row, the editor, the exact words.

One rule: words that have moved since the check are sought near by, and never others shown in their stead.
"""

from typing import TYPE_CHECKING

from planeditor.gui.checks_run import Found
from planeditor.gui.owner_chips import OwnerChip
from planeditor.gui.text_edit import TextEdit
from planeditor.i18n import _

if TYPE_CHECKING:
    from planeditor.gui.main_window import MainWindow

IN_EDITOR = {"plan.title": "title", "plan.preamble": "body"}


def jump(window: "MainWindow", found: Found) -> None:
    """Show a finding in the window, and select its words with the focus on them."""
    node_id, place = _row_of(window, found), found.problem.spot.place
    if node_id is None:
        window.session.notice.emit(_("This section or item is no more."))
        return
    window.show_in_editor(node_id)
    if place.startswith("plan.") and place not in IN_EDITOR:
        _show_of_plan(window, place.removeprefix("plan."))
    else:
        _show_of_row(window, found, IN_EDITOR.get(place, place))


def show(window: "MainWindow", found: Found) -> None:
    """Show a finding's row and mark its words, in whichever view there is; the focus stays where it is."""
    node_id, spot = _row_of(window, found), found.problem.spot
    if node_id is None:
        return
    if node_id != window.session.current_id:
        window.show_row(node_id)
    text = _texts(window).get(IN_EDITOR.get(spot.place, spot.place))
    start = place_of_words(text.text, found.words, spot.start) if text is not None else None
    if text is not None and start is not None:
        text.select_range(start, start + len(found.words))
    elif spot.place == "due":
        window.editor.ui.due.selectAll()
    if spot.part_id and spot.place != "owner":
        window.targets.select_target(spot.part_id)


def _row_of(window: "MainWindow", found: Found) -> int | None:
    """Return the row that a finding is about, 0 for the plan's head, None for a row that is no more."""
    if found.problem.id in window.session.outline.entries:
        return found.problem.id
    return None if found.section_id else 0


def _texts(window: "MainWindow") -> dict[str, TextEdit]:
    """Return the texts in the editor by the names that spots have for them."""
    editor = window.editor
    fields = {str(field_id): card.ui.text for field_id, card in editor.fields.cards.items()}
    return {"title": editor.ui.title, "body": editor.ui.body} | fields


def _show_of_plan(window: "MainWindow", name: str) -> None:
    if name == "departments":
        window.owners.open_departments()
        return
    from planeditor.gui.plan_dialog import PlanPropertiesDialog

    dialog = PlanPropertiesDialog(window.session, window)
    dialog.open()
    field = getattr(dialog.ui, name, None)
    if field is not None:
        if dialog.ui.document_page.isAncestorOf(field):
            dialog.ui.tabs.setCurrentWidget(dialog.ui.document_page)
        field.setFocus()


def _show_of_row(window: "MainWindow", found: Found, place: str) -> None:
    spot, editor = found.problem.spot, window.editor
    texts = _texts(window)
    if place in texts:
        _select(texts[place], found)
        if spot.part_id:
            window.targets.select_target(spot.part_id)
    elif place == "due":
        editor.ui.due.setFocus()
        editor.ui.due.selectAll()
    elif place == "target":
        window.show_dock(window.targets_dock)
        window.targets.select_target(spot.part_id)
    elif place == "owner":
        window.show_dock(window.owners_dock)
        chips = window.owners.findChildren(OwnerChip)
        for chip in (chip for chip in chips if chip.owner.id == spot.part_id):
            chip.setFocus()
    else:
        editor.focus_title()


def _select(editor: TextEdit, found: Found) -> None:
    text, spot = editor.text, found.problem.spot
    start = place_of_words(text, found.words, spot.start)
    editor.window().activateWindow()
    card = editor.parentWidget()
    if card is not None:
        card.show()  # an empty text hides its card
    editor.setFocus()
    if start is None:
        editor.select_range(0, 0)
    else:
        editor.select_range(start, start + len(found.words))


def place_of_words(text: str, words: str, start: int) -> int | None:
    """Return where words stand in a text now, that stood at `start`; None where they are gone."""
    if text[start : start + len(words)] == words:
        return start
    places = [place for place in range(len(text) - len(words) + 1) if text.startswith(words, place)]
    return min(places, key=lambda place: abs(place - start), default=None)
