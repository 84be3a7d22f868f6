"""The layers: imports run strictly downward, and what is heavy is imported only when it is needed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
HEAVY = ("PySide6", "docx", "openpyxl", "lxml", "sqlite_utils")
NOT_AT_START = (
    "logging.handlers",
    "pickle",
    "planeditor.cli",
    "planeditor.exchange",
    "planeditor.exporting",
    "planeditor.gui.about",
    "planeditor.gui.department_model",
    "planeditor.gui.departments_dialog",
    "planeditor.gui.differences_dialog",
    "planeditor.gui.error_report",
    "planeditor.gui.forms.ui_plan_dialog",
    "planeditor.gui.go_to_dialog",
    "planeditor.gui.import_wizard",
    "planeditor.gui.keys_dialog",
    "planeditor.gui.manual_key",
    "planeditor.gui.manual_window",
    "planeditor.gui.plan_dialog",
    "planeditor.gui.recovery_dialog",
    "planeditor.gui.settings_dialog",
    "planeditor.gui.template_dialog",
    "planeditor.gui.template_saving",
    "planeditor.gui.unplaced_dialog",
    "planeditor.gui.versions_dialog",
    "planeditor.gui.welcome_lists",
    "planeditor.gui.welcome_window",
    "planeditor.gui.word_count_dialog",
    "planeditor.importing",
    "planeditor.plan.checks.whole",
    "planeditor.plan.interchange",
    "planeditor.plan.template",
    "platform",
    "socket",
)


def test_imports_run_strictly_downward() -> None:
    script = Path(sys.executable).with_name("lint-imports.exe" if os.name == "nt" else "lint-imports")
    run = subprocess.run(
        [script, "--no-logo"], cwd=ROOT, capture_output=True, encoding="utf-8", check=False, timeout=100
    )
    assert run.returncode == 0, run.stdout + run.stderr


@pytest.mark.parametrize("module", ["planeditor.__main__", "planeditor.i18n", "planeditor.cli"])
def test_starting_without_a_window_loads_neither_qt_nor_a_heavy_library(module: str) -> None:
    code = f"import sys, {module}; print(*(name for name in {HEAVY} if name in sys.modules))"
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert (run.returncode, run.stdout.strip()) == (0, ""), run.stderr


def test_loading_the_window_loads_no_heavy_library_but_qt_and_nothing_that_only_dialogs_need() -> None:
    unwanted = (*HEAVY[1:], *NOT_AT_START)
    code = f"import sys, planeditor.gui.app; print(*(name for name in {unwanted} if name in sys.modules))"
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert (run.returncode, run.stdout.strip()) == (0, ""), run.stderr
