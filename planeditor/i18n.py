"""The one gettext catalogue of all layers. One rule: no Qt here, and texts are looked up when they are shown.

The source strings are English, so a missing catalogue falls back to English. Chinese is the default: English
is chosen only where the system itself speaks English, or by PLANEDITOR_LANGUAGE=en.
"""

import gettext as _gettext
import os
import sys
from pathlib import Path

DOMAIN = "planeditor"
CHINESE = "zh_CN"
ENGLISH = "en"
_LOCALE_DIR = Path(__file__).parent / "locale"
_POSIX_VARIABLES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
_WINDOWS_PRIMARY_ENGLISH = 0x09

_catalogue: _gettext.NullTranslations | None = None
_language = ""


def _(message: str) -> str:
    """Translate a message; fill named fields afterwards: `_("Opened {name}").format(name=x)`."""
    return _loaded().gettext(message)


def ngettext(singular: str, plural: str, count: int) -> str:
    """Translate a message that depends on a count; fill `{count}` and other fields afterwards."""
    return _loaded().ngettext(singular, plural, count)


def pgettext(context: str, message: str) -> str:
    """Translate a message whose English alone is ambiguous; the context says which meaning it has."""
    return _loaded().pgettext(context, message)


def mark(message: str) -> str:
    """Return the message as it is: tells the catalogue of a text in a table, which `_` translates later."""
    return message


def translate_form(message: str, comment: str | None = None) -> str:
    """Translate a text of a compiled form; `comment` is its disambiguation in Qt Designer."""
    return pgettext(comment, message) if comment else _(message)


def install(language: str | None = None) -> str:
    """Load the catalogue of a language, None meaning the system's; return the one chosen, "zh_CN" or "en"."""
    global _catalogue, _language
    _language = _supported(language) if language else system_language()
    _catalogue = _gettext.translation(DOMAIN, str(_LOCALE_DIR), [_language], fallback=True)
    return _language


def language() -> str:
    """Return the language of the catalogue in use, "zh_CN" or "en"."""
    _loaded()
    return _language


def system_language() -> str:
    """Return PLANEDITOR_LANGUAGE, else the language of the system's own windows; Chinese where unknown."""
    chosen = os.environ.get("PLANEDITOR_LANGUAGE")
    if chosen:
        return _supported(chosen)
    if sys.platform == "win32":
        return ENGLISH if _windows_primary_language() == _WINDOWS_PRIMARY_ENGLISH else CHINESE
    return _supported(_posix_language())


def _loaded() -> _gettext.NullTranslations:
    if _catalogue is None:
        install()
    assert _catalogue is not None
    return _catalogue


def _supported(name: str) -> str:
    return ENGLISH if name.replace("-", "_").split("_")[0].split(".")[0].lower() == "en" else CHINESE


def _posix_language() -> str:
    # gettext's own order; LANGUAGE is a list by preference and is ignored under the C locale.
    for variable in _POSIX_VARIABLES:
        value = os.environ.get(variable, "").split(":")[0]
        if value:
            return value
    return ""


def _windows_primary_language() -> int:
    # The low ten bits of a LANGID are the primary language. The UI language, not the regional format.
    import ctypes

    windll = getattr(ctypes, "windll")  # noqa: B009  (absent from the type stubs off Windows)
    return int(windll.kernel32.GetUserDefaultUILanguage()) & 0x3FF
