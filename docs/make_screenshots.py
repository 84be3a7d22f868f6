"""Take the pictures of docs/images and docs/manual/images from the program as it is.

    .venv/bin/python docs/make_screenshots.py

Every picture is the bundled sample plan in a real window, without a screen (Qt's offscreen platform), in a process of
its own, since theme, scale and language are chosen at the start. Needs a Chinese font, such as Noto Sans CJK.
"""

import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog, QWidget

    from planeditor.gui.main_window import MainWindow
    from planeditor.gui.windows import Windows

DOCS = Path(__file__).resolve().parent
WIDTH, HEIGHT = 1480, 920


@dataclass(frozen=True)
class Shot:
    """One picture: what is set at the start, and which part of the window (an attribute of it) is taken.

    The part IMPORT is the import wizard on a document instead, LEDGER the window with the ledger, PROGRESS that with
    the panel of progress and FILLING the table in which progress is filled in. REPORT is the draft of a report,
    NEXT_YEAR the wizard for the next plan, YEARS the targets of two plans. HAND_OUT asks what to hand out, REGISTER
    tells what went out, COLLECT shows what came back.
    """

    path: str
    settings: dict[str, str] = field(default_factory=dict)
    part: str = ""


IMPORT = "import"
LEDGER = "ledger"
PROGRESS, FILLING = "progress_panel", "progress_table"
REPORT, NEXT_YEAR, YEARS = "report", "next_year", "years"
HAND_OUT, REGISTER, COLLECT = "hand_out", "register", "collect"
START = "start"
OPTIONS = "options"
START_SIZE = (1000, 600)
DIALOG_SIZE = (1020, 640)
OPENED_BEFORE = (
    "E:/计划/2026年全市教育工作要点.plan",
    "E:/计划/归档/2025年全市教育工作要点.plan",
    "D:/学校/学年计划.plan",
)
BACKUPS = "C:\\Users\\张三\\AppData\\Local\\planeditor\\backups"
IMPORTED = DOCS.parent / "tests" / "files" / "seeds" / "003_76472159ee41bb53.txt"
IMPORTED_NAME = "达州市教育局2020年工作要点.txt"
WIZARD_WIDTH, WIZARD_HEIGHT = 1280, 800


SHOTS = (
    Shot("images/main-light.png"),
    Shot("images/main-dark.png", {"PLANEDITOR_THEME": "dark"}),
    Shot("images/main-200-percent.png", {"QT_SCALE_FACTOR": "2"}),
    Shot("images/main-english.png", {"PLANEDITOR_LANGUAGE": "en"}),
    Shot("manual/images/main.png"),
    Shot("manual/images/targets.png", {}, "targets_dock"),
    Shot("manual/images/ledger.png", {}, LEDGER),
    Shot("manual/images/progress.png", {}, PROGRESS),
    Shot("manual/images/progress-table.png", {}, FILLING),
    Shot("manual/images/report.png", {}, REPORT),
    Shot("manual/images/next-year.png", {}, NEXT_YEAR),
    Shot("manual/images/years.png", {}, YEARS),
    Shot("manual/images/hand-out.png", {}, HAND_OUT),
    Shot("manual/images/register.png", {}, REGISTER),
    Shot("manual/images/collect.png", {}, COLLECT),
    Shot("images/import-light.png", {}, IMPORT),
    Shot("images/import-dark.png", {"PLANEDITOR_THEME": "dark"}, IMPORT),
    Shot("manual/images/import.png", {}, IMPORT),
    Shot("manual/images/start.png", {}, START),
    Shot("manual/images/settings.png", {}, OPTIONS),
)


def main() -> int:
    """Take all pictures, each in a child; return 1 if one fails."""
    failed = 0
    for shot in SHOTS:
        with tempfile.TemporaryDirectory() as folder:
            base = {"QT_QPA_PLATFORM": "offscreen", "PLANEDITOR_DATA_DIR": folder, "PLANEDITOR_THEME": "light"}
            environment = {**os.environ, **base, "PYTHONPATH": str(DOCS.parent), **shot.settings}
            command = [sys.executable, __file__, str(DOCS / shot.path), shot.part]
            failed |= subprocess.run(command, env=environment, check=False).returncode
    return int(bool(failed))


def take(path: Path, part: str) -> None:
    """Show the sample, select an item with targets, and save what is seen."""
    from PySide6.QtWidgets import QApplication

    from planeditor.gui import app
    from planeditor.gui.actions import Act
    from planeditor.gui.windows import Windows
    from planeditor.i18n import install

    install()
    application = app.make_application()
    windows = Windows(author="", parent=application)
    if part == IMPORT:
        take_import(windows, path)
    if part in (START, OPTIONS):
        take_comfort(windows, part, path)
    app.show_sample(windows)
    (window,) = windows.all
    window.resize(WIDTH, HEIGHT)
    counts = window.session.document.target_counts()
    window.session.select(max(counts, key=lambda node_id: counts[node_id]))
    window.editor.highlight_target(window.session.document.node(window.session.current_id).targets[0].id)
    if part == LEDGER:
        window.actions_by[Act.VIEW_LEDGER].trigger()
    shown = follow(window, part) if part in (PROGRESS, FILLING, REPORT, NEXT_YEAR, YEARS) else window
    if part in (REPORT, NEXT_YEAR, YEARS):
        shown = turn(window, part)
    if part in (HAND_OUT, REGISTER, COLLECT):
        shown = hand(window, part)
    for _round in range(20):
        QApplication.processEvents()
    path.parent.mkdir(parents=True, exist_ok=True)
    (getattr(window, part) if part.endswith("_dock") else shown).grab().save(str(path))
    print(path.relative_to(DOCS))
    window.session.close(discard=True)
    sys.stdout.flush()
    os._exit(0)


def take_comfort(windows: "Windows", part: str, path: Path) -> None:
    """Save the start page with some files opened before, or the options; never returns."""
    from PySide6.QtWidgets import QApplication

    from planeditor.gui import settings
    from planeditor.gui.settings_dialog import show_settings

    for name in OPENED_BEFORE:
        settings.add_recent(Path(name))
    settings.pin_recent(Path(OPENED_BEFORE[0]), on=True)
    shown = windows.show_welcome()
    shown.resize(*START_SIZE)
    if part == OPTIONS:
        windows.show_sample()
        shown = show_settings(windows)
        shown.author.setPlaceholderText("张三")
        shown.backups.setText(BACKUPS)
    for _round in range(20):
        QApplication.processEvents()
    shown.grab().save(str(path))
    print(path.relative_to(DOCS))
    sys.stdout.flush()
    os._exit(0)


def follow(window: "MainWindow", part: str) -> "QWidget":
    """Report on some items through the year, and return what is to be seen."""
    from planeditor.gui.progress_table import show_progress_table

    session, document = window.session, window.session.document
    year, own = document.plan().year, document.node(window.session.current_id)
    words = ("完成选址、立项和可研批复。", "主体工程开工，完成年度投资的一半。", "主体工程基本完工，其余进入装修。")
    for day, percent, text in zip(("03-31", "06-30", "09-30"), (28.0, 47.0, 68.0), words, strict=True):
        told = {
            "date": f"{year}-{day}",
            "status": "按序时推进",
            "percent": percent,
            "narrative": text,
            "reporter": "张三",
        }
        session.run(lambda doc, told=told: doc.add_progress(own.id, **told))
    for target in own.targets:
        if target.value is not None:
            value = {
                "date": f"{year}-09-30",
                "target_id": target.id,
                "value": round(target.value * 0.7),
                "reporter": "张三",
            }
            session.run(lambda doc, value=value: doc.add_progress(own.id, **value))
    items = [entry.id for entry in session.outline.walk() if not entry.is_section and entry.id != own.id]
    reports = (
        ("已完成", 100.0),
        ("按序时推进", 92.0),
        ("滞后", 82.0),
        ("长期坚持", None),
        ("滞后", 55.0),
        ("未启动", None),
    )
    for node_id, (status, percent) in zip(items, reports, strict=False):
        other = {"date": f"{year}-09-30", "status": status, "percent": percent}
        session.run(lambda doc, node_id=node_id, other=other: doc.add_progress(node_id, **other))
    if part == PROGRESS:
        window.show_dock(window.progress_dock)
    if part != FILLING:
        return window
    table = show_progress_table(window)
    table.show_period(f"{year}Q3")
    return table


def turn(window: "MainWindow", part: str) -> "QWidget":
    """Return the draft of a report, the wizard for the next plan, or the targets of both plans."""
    from planeditor.exchange.report_files import ReportOrder, new_report
    from planeditor.gui.rollover_wizard import RolloverWizard
    from planeditor.gui.years_window import YearsWindow
    from planeditor.plan.report_period import ReportPeriod
    from planeditor.plan.rollover import proposed, roll_over
    from planeditor.plan.year_shifts import find_shifts

    plan = window.session.document.snapshot()
    year = plan.plan.year or 0
    shown: QWidget
    if part == REPORT:
        draft = new_report(plan, {}, ReportOrder(ReportPeriod.of(f"{year}Q3")))
        shown = report = window.windows.show_document(draft)
        report.session.select(draft.snapshot().nodes[0].children[1].id)
        report.resize(WIDTH, HEIGHT)
    elif part == NEXT_YEAR:
        shown = wizard = RolloverWizard(plan, proposed(plan), year, window)
        wizard.go.click()
    else:
        following = roll_over(plan, year + 1, proposed(plan), find_shifts(plan, year, year + 1))
        shown = YearsWindow([plan, following], window)
    if part != REPORT:
        shown.resize(WIZARD_WIDTH - 180, WIZARD_HEIGHT - 180)
    shown.show()
    return shown


def hand(window: "MainWindow", part: str) -> "QWidget":
    """Return the dialog that hands out, the register, or what two departments sent back."""
    from planeditor.exchange.collecting import collect
    from planeditor.exchange.handing import HandoutOrder, departments_with_items, hand_out
    from planeditor.gui.collect_dialog import CollectDialog
    from planeditor.gui.collect_texts import CollectedTexts
    from planeditor.gui.handout_dialog import HandoutDialog
    from planeditor.gui.handout_register import HandoutRegister

    document = window.session.document
    today = date.today()
    departments = tuple(departments_with_items(document.snapshot()))
    node = next(each for each in document.snapshot().walk() if {"lead", "support"} <= {o.role for o in each.owners})
    pair = {owner.department_id for owner in node.owners}
    shown: QDialog
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        due = (today - timedelta(days=2)).isoformat()
        order = HandoutOrder(departments, folder, "draft", due=due, contact="办公室 王敏 0000-2123456")
        files = [file.path for file in hand_out(document, order) if file.handout.department_id in pair][:2]
        for number, path in enumerate(files):
            revise(path, node.title, number)
        collected = collect(document, files)
        if part == REGISTER:
            collected.take(document, collected.certain, collected.certain)
    if part == COLLECT:
        shown = CollectDialog(CollectedTexts(collected), window)
    else:
        shown = HandoutDialog(window, print) if part == HAND_OUT else HandoutRegister(window)
    if isinstance(shown, HandoutDialog):
        shown.ui.folder.setText("E:/计划/下发")
        shown.ui.due.setText("2026年11月20日")
    shown.resize(*DIALOG_SIZE)
    shown.show()
    return shown


def revise(path: Path, task: str, number: int) -> None:
    """Change a form as a department does: the text of a task, and the due of another one."""
    import openpyxl

    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    head = next(cell for row in sheet.iter_rows() for cell in row if cell.value == "标识").row
    columns = {cell.value: cell.column for cell in sheet[head] if cell.value}
    rows = [row for row in range(head + 1, sheet.max_row) if sheet.cell(row, columns["工作任务"]).value]
    row = next(row for row in rows if sheet.cell(row, columns["工作任务"]).value == task)
    text = sheet.cell(row, columns["工作内容"])
    text.value = f"{text.value or ''}{('年内完成。', '三季度前完成。')[number]}"
    sheet.cell(rows[-1], columns["完成时限"]).value = "2026年11月"
    book.save(path)


def take_import(windows: "Windows", path: Path) -> None:
    """Let the import wizard read a document, and save what is seen; never returns."""
    from PySide6.QtWidgets import QApplication

    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / IMPORTED_NAME
        source.write_bytes(IMPORTED.read_bytes())
        wizard = windows.import_files([source])
        wizard.resize(WIZARD_WIDTH, WIZARD_HEIGHT)
        while wizard.ui.stack.currentWidget() is not wizard.page:
            QApplication.processEvents()
    for _round in range(20):
        QApplication.processEvents()
    path.parent.mkdir(parents=True, exist_ok=True)
    wizard.grab().save(str(path))
    print(path.relative_to(DOCS))
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        take(Path(sys.argv[1]), sys.argv[2])
    raise SystemExit(main())
