"""The fonts of official documents on this computer: which of them it has, and which stand in on screen and in print.

One rule: documents keep the official names whatever is installed here; only what is seen here is set in another font.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase

from planeditor.exporting.fonts import PROFILES, Fonts
from planeditor.gui import settings
from planeditor.i18n import _

if TYPE_CHECKING:
    from planeditor.gui.windows import Windows

_TOLD = "fonts/told"
# In place of a face, the best first: what comes with Windows, with Office, with Linux.
STANDING_IN = {
    "title": ("方正小标宋简体", "华文中宋", "宋体", "SimSun", "Noto Serif CJK SC"),
    "body": ("仿宋", "FangSong", "华文仿宋", "Noto Serif CJK SC"),
    "kai": ("楷体", "KaiTi", "华文楷体", "Noto Serif CJK SC"),
    "hei": ("SimHei", "微软雅黑", "Noto Sans CJK SC"),
    "table": ("SimSun", "Noto Serif CJK SC"),
}


def families(fonts: Fonts, face: str) -> tuple[str, ...]:
    """Return the names of a face ("title", "body", …): the official one, then those in its place."""
    return (getattr(fonts, face), *STANDING_IN[face])


def missing_fonts(fonts: Fonts = PROFILES["standard"]) -> dict[str, str]:
    """Return the official fonts that this computer lacks, each with what stands in for it, "" for the system's own."""
    found = {}
    for face in STANDING_IN:
        wanted, *others = families(fonts, face)
        if not QFontDatabase.hasFamily(wanted):
            found[wanted] = next((name for name in others if QFontDatabase.hasFamily(name)), "")
    return found


def tell_missing_fonts(windows: "Windows") -> None:
    """Say once, above a plan, which official fonts are missing and what is seen instead; again if it gets worse."""
    if not windows.all:  # nothing but a greeting yet
        once = Qt.ConnectionType.SingleShotConnection
        windows.opened.connect(lambda _window: tell_missing_fonts(windows), once)
        return
    missing = missing_fonts()
    told = str(settings.settings().value(_TOLD, "")).split("|")
    if set(missing) <= set(told):
        return
    settings.settings().setValue(_TOLD, "|".join(missing))
    text = _(
        "Fonts of official documents that this computer lacks: {fonts}. Exported documents name them all the same."
    )
    windows.all[-1].notices.offer(text.format(fonts=_("; ").join(_phrases(missing))))


def _phrases(missing: dict[str, str]) -> Iterator[str]:
    """Yield the fonts that the same other one stands in for."""
    for instead in dict.fromkeys(missing.values()):
        names = _(", ").join(wanted for wanted, other in missing.items() if other == instead)
        shown = instead or _("the system's own font")
        yield _("{fonts} (shown and printed in {instead})").format(fonts=names, instead=shown)
