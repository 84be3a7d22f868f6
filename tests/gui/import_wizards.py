"""What tests of the import share: wizards that have read something, and plans as values without their ids."""

import json
import re
from pathlib import Path

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from planeditor.gui.import_wizard import ImportWizard
from planeditor.gui.windows import Windows
from planeditor.plan.entities import Snapshot
from planeditor.plan.interchange import to_dict
from planeditor.plan.numbering import snapshot_numbers

PLAN = """某市教育局2026年工作要点

一、加强党的建设
1. 深入学习贯彻
问题描述：学习不够深入。
责任科室：党建办
2. 推进全面从严治党
牵头科室：机关纪委
二、扩大优质资源
3. 新建学校
年底前新建幼儿园17所。
牵头科室：计财科
"""


def wait_for_review(wizard: ImportWizard, qtbot: QtBot) -> ImportWizard:
    """Wait until the wizard shows what it has read, and nothing is under way."""
    qtbot.waitUntil(lambda: wizard.ui.stack.currentWidget() is wizard.page, timeout=30_000)
    wait_for_parser(wizard, qtbot)
    return wizard


def wait_for_parser(wizard: ImportWizard, qtbot: QtBot) -> None:
    """Wait until the preview follows the corrections."""
    qtbot.waitUntil(lambda: not wizard.review.is_busy, timeout=30_000)


def read(windows: Windows, qtbot: QtBot, *paths: Path, asking: QWidget | None = None) -> ImportWizard:
    """Return a wizard that has read files."""
    return wait_for_review(windows.import_files(paths, asking), qtbot)


def row_of(wizard: ImportWizard, words: str) -> int:
    """Return the row of the first line that holds some words."""
    lines = wizard.page.preview.lines
    return next(row for row, line in enumerate(lines) if words in line.role.text)


def without_ids(snapshot: Snapshot) -> str:
    """Return a plan as text that two imports of one document share: ids numbered in the order they appear."""
    text = json.dumps(to_dict(snapshot, snapshot_numbers(snapshot)), ensure_ascii=False, indent=1)
    seen: dict[str, str] = {}
    return re.sub(
        r"\b(?:[0-9A-HJKMNP-TV-Z]{13}|\d{15,19})\b", lambda found: seen.setdefault(found[0], f"#{len(seen)}"), text
    )
