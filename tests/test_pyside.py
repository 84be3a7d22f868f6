"""PySide6 itself: the faults of one release that the pinned one must not have."""

import sys

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

CALLS = 5000


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None has no reference count from Python 3.12 on")
def test_void_calls_keep_their_references_to_none(qtbot: QtBot) -> None:
    # PySide6 6.12.0 on Python 3.11 loses one reference at every void call, then aborts with none_dealloc.
    label = QLabel()
    qtbot.addWidget(label)
    before = sys.getrefcount(None)
    for number in range(CALLS):
        label.setText(str(number))
    assert abs(sys.getrefcount(None) - before) < CALLS / 10
