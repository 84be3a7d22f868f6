"""The fonts of official documents that a computer lacks."""

import pytest
from PySide6.QtGui import QFontDatabase

from planeditor.exporting.fonts import Fonts
from planeditor.gui.document_fonts import missing_fonts, tell_missing_fonts
from planeditor.gui.notice_bar import NoticeBar
from planeditor.gui.windows import Windows

pytestmark = pytest.mark.usefixtures("qapp")


def _here() -> str:
    return QFontDatabase.families()[0]


def test_a_font_that_is_installed_is_not_missing() -> None:
    assert missing_fonts(Fonts(_here(), _here(), _here(), _here(), _here())) == {}


def test_a_missing_font_is_named_with_what_stands_in_for_it() -> None:
    missing = missing_fonts(Fonts("没有这种字体", _here(), _here(), _here(), _here()))
    assert list(missing) == ["没有这种字体"]
    assert missing["没有这种字体"] == "" or QFontDatabase.hasFamily(missing["没有这种字体"])


def _notices(windows: Windows) -> list[str]:
    return [bar.label.text() for bar in windows.all[0].findChildren(NoticeBar) if "字体" in bar.label.text()]


def test_the_missing_fonts_are_told_at_the_first_start_only(windows: Windows) -> None:
    missing = missing_fonts()
    windows.new()
    tell_missing_fonts(windows)
    told = _notices(windows)
    assert len(told) == (1 if missing else 0)
    assert all(name in told[0] for name in missing)
    tell_missing_fonts(windows)
    assert _notices(windows) == told
