"""The self-test that an installed program offers."""

import json
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from planeditor.gui.self_test import SelfTest, require


def test_the_self_test_finds_this_program_whole(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLANEDITOR_DATA_DIR", str(tmp_path / "data"))
    test = SelfTest(tmp_path)
    report = test.run(tmp_path / "窗口.png")
    failed = {name: result["detail"] for name, result in report["checks"].items() if not result["ok"]}
    assert failed == {}
    assert report["ok"]
    assert {"forms", "window", "export", "import", "screenshot"} <= report["checks"].keys()
    assert (tmp_path / "窗口.png").stat().st_size > 0
    assert json.dumps(report)
    for window in list(test.windows.all):
        window.files.may_close = True
        window.close()


def test_a_check_that_fails_is_told_and_the_next_one_tried(tmp_path: Path) -> None:
    test = SelfTest(tmp_path)
    test.check("bad", lambda: require(False, "it is broken"))
    test.check("good", lambda: "fine")
    assert not test.results["bad"]["ok"]
    assert "it is broken" in test.results["bad"]["detail"]
    assert test.results["good"]["ok"]
