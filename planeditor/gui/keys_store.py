"""The keys of the actions as people changed them, and which keys can be given at all.

One rule: only what differs from the usual keys is kept; a key that is no longer possible falls back to nothing.
"""

import json
from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QAction, QKeySequence

from planeditor.gui.actions import Act, specs, tool_tip
from planeditor.gui.settings import settings
from planeditor.i18n import _

Keys = tuple[str, ...]

TAKEN_BY_INPUT_METHODS = frozenset({"Ctrl+Space", "Shift+Space", "Ctrl+.", "Ctrl+Shift+F"})
_FIXED = frozenset(  # keys that mean something everywhere, or in a table or a text that has the focus
    {"Tab", "Shift+Tab", "Esc", "F10", "Shift+F10", "Alt+F4", "Ctrl+Tab", "Ctrl+Shift+Tab", "Space", "Menu"}
    | {"Left", "Right", "Up", "Down", "Home", "End", "PgUp", "PgDown", "Backspace", "Ctrl+Alt+Up", "Ctrl+Alt+Down"}
)
_SETTING = "keys/changed"
_ALT_ONLY = Qt.KeyboardModifier.AltModifier
_TYPING = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
_FIRST_NAMED_KEY = 0x01000000  # below are the signs that one types


def usual_keys() -> dict[Act, Keys]:
    """Return the keys that the program comes with."""
    return {act: spec.keys for act, spec in specs().items()}


def changed_keys() -> dict[Act, Keys]:
    """Return the keys that people gave, action by action; an action without keys has none on purpose."""
    try:
        kept = json.loads(str(settings().value(_SETTING, "{}")))
    except ValueError:
        return {}
    if not isinstance(kept, dict):
        return {}
    return {act: _readable(kept[act.name]) for act in Act if isinstance(kept.get(act.name), list)}


def _readable(names: list[object]) -> Keys:
    return tuple(name for name in names if isinstance(name, str) and not refusal(QKeySequence(name)))


def keep_keys(keys: Mapping[Act, Keys]) -> None:
    """Keep the keys of all actions; those that are the usual ones need no keeping."""
    usual = usual_keys()
    changed = {act.name: list(given) for act, given in keys.items() if given != usual[act]}
    settings().setValue(_SETTING, json.dumps(changed))


def apply_keys(actions: Mapping[Act, QAction]) -> None:
    """Give a window's actions the keys that people gave them; costs nothing where they gave none."""
    changed = changed_keys()
    if changed:
        give_keys(actions, usual_keys() | changed)


def give_keys(actions: Mapping[Act, QAction], keys: Mapping[Act, Keys]) -> None:
    """Give actions their keys, and their tool tips the same."""
    table = specs()
    for act, given in keys.items():
        action = actions[act]
        action.setShortcuts([QKeySequence(name) for name in given])
        action.setToolTip(tool_tip(replace(table[act], keys=given)))


def shown(keys: Keys) -> str:
    """Return keys as the menus show them."""
    native = QKeySequence.SequenceFormat.NativeText
    return ", ".join(dict.fromkeys(QKeySequence(name).toString(native) for name in keys))  # two Enters read alike


def refusal(sequence: QKeySequence) -> str:
    """Return why keys can be given to no action, "" where they can."""
    name = sequence.toString()
    if not name:
        return _("Press the keys that you want.")
    if sequence.count() > 1:
        return _("Use one combination of keys only.")
    if name in TAKEN_BY_INPUT_METHODS:
        return _("{keys} belongs to Chinese input methods and would not reach the program.").format(keys=name)
    if name in _FIXED:
        return _("{keys} has a fixed meaning in lists, texts and menus.").format(keys=name)
    return _refusal_of(sequence[0], name)  # type: ignore[index]  # the stubs have no index


def _refusal_of(pressed: QKeyCombination, name: str) -> str:
    is_sign = int(pressed.key()) < _FIRST_NAMED_KEY
    modifiers = pressed.keyboardModifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if is_sign and modifiers in _TYPING:
        return _("{keys} is needed for typing. Add Ctrl or Alt.").format(keys=name)
    if is_sign and modifiers == _ALT_ONLY and 0x41 <= int(pressed.key()) <= 0x5A:
        return _("{keys} opens a menu. Add Shift or Ctrl.").format(keys=name)
    return ""


def holder(sequence: QKeySequence, keys: Mapping[Act, Keys], besides: Act) -> Act | None:
    """Return the action that has these keys already, other than `besides`."""
    name = sequence.toString()
    for act, given in keys.items():
        if act is not besides and name in {QKeySequence(known).toString() for known in given}:
            return act
    return None
