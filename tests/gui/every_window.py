"""Every window and dialog of the program, each opened on the sample plan as a person opens it.

One rule: a window is named here once, by a line of OPENERS; whatever looks at all windows takes them from here.

    python -m tests.gui.every_window [--language zh_CN|en] [--theme light|dark] [--pictures FOLDER] --output FILE

opens them all in one process (QT_SCALE_FACTOR and the like work as usual), writes what `tests.gui.audits` finds as
JSON, and saves a picture of each.
"""

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QLibraryInfo, QTranslator
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from planeditor import i18n
from planeditor.bundled import bundled_path
from planeditor.gui import theme
from planeditor.gui.actions import Act
from planeditor.gui.main_window import MainWindow
from planeditor.gui.templates import templates
from planeditor.gui.windows import Windows
from planeditor.importing.interchange import read_json
from planeditor.plan.entities import Snapshot
from planeditor.plan.interchange import to_dict
from planeditor.plan.numbering import snapshot_numbers
from planeditor.store import open_document
from planeditor.store.recovering import Recovery

PATIENCE_S = 20
WAIT_MS = 10
DOCUMENT = "某市教育局2026年工作要点\n\n一、加强党的建设\n1. 深入学习贯彻。\n牵头科室：党建办\n2. 新建幼儿园17所。\n"
MOMENT = "2026-06-20T02:00:00+00:00"


@dataclass
class Stage:
    """The sample plan in a window, and a folder for the files that windows need."""

    windows: Windows
    window: MainWindow
    folder: Path

    def act(self, act: Act) -> None:
        """Choose an action of the menus."""
        self.window.actions_by[act].trigger()

    def item(self, number: int = 0) -> int:
        """Return the id of an item that has targets and owners."""
        with_targets = self.window.session.document.target_counts()
        return list(with_targets)[number]

    def select(self) -> None:
        """Go to an item that has targets, in the editor."""
        self.window.actions_by[Act.VIEW_EDITOR].trigger()
        self.window.show_row(self.item())

    def opened(self, kind: str, verb: Callable[[], object]) -> QWidget:
        """Return the window of a class that a verb opens."""
        before = _shown(kind)
        verb()
        wait_until(lambda: len(_shown(kind)) > len(before), kind)
        (widget,) = [each for each in _shown(kind) if each not in before]
        return widget


Opener = Callable[[Stage], QWidget]


def wait_until(is_so: Callable[[], object], what: str) -> None:
    """Let the program work until something is so."""
    end = time.monotonic() + PATIENCE_S
    while not is_so():
        assert time.monotonic() < end, f"waited in vain for {what}"
        QTest.qWait(WAIT_MS)


def _shown(kind: str) -> list[QWidget]:
    return [each for each in QApplication.topLevelWidgets() if type(each).__name__ == kind and each.isVisible()]


# how each is opened


def _by(act: Act, kind: str) -> Opener:
    """Return what opens a window by an action, with an item of the plan selected."""

    def open_it(stage: Stage) -> QWidget:
        stage.select()
        return stage.opened(kind, partial(stage.act, act))

    return open_it


def _main(stage: Stage) -> QWidget:
    stage.select()
    for dock in (stage.window.targets_dock, stage.window.owners_dock):
        stage.window.show_dock(dock)
    return stage.window


def _main_progress(stage: Stage) -> QWidget:
    stage.select()
    stage.act(Act.SHOW_PROGRESS)
    return stage.window


def _main_finding(stage: Stage) -> QWidget:
    stage.select()
    stage.act(Act.FIND)
    stage.window.find_bar.field.setText("学校")
    stage.window.filter_bar.no_lead.button.click()
    stage.window.find_bar.start()
    return stage.window


def _main_checks(stage: Stage) -> QWidget:
    stage.window.end_filter()
    stage.select()
    stage.act(Act.CHECK)
    wait_until(lambda: not stage.window.checks.checks.is_running, "the checks")
    stage.act(Act.NEXT_FINDING)
    return stage.window


def _main_ledger(stage: Stage) -> QWidget:
    stage.window.checks.dock.hide()
    stage.act(Act.VIEW_LEDGER)
    return stage.window


def _main_board(stage: Stage) -> QWidget:
    from planeditor.gui.charts_view import ChartView

    stage.act(Act.VIEW_BOARD)
    wait_until(lambda: stage.window.findChildren(ChartView), "the charts")
    return stage.window


def _welcome(stage: Stage) -> QWidget:
    return stage.windows.show_welcome()


def _import(stage: Stage) -> QWidget:
    path = stage.folder / "要点.txt"
    path.write_text(DOCUMENT, encoding="utf-8")
    wizard = stage.windows.import_files([path], stage.window)
    wait_until(lambda: wizard.ui.stack.currentWidget() is wizard.page and not wizard.review.is_busy, "the import")
    return wizard


def _import_first_step(stage: Stage) -> QWidget:
    return stage.windows.import_files([], stage.window)


def _differences(stage: Stage) -> QWidget:
    from planeditor.gui.differences_commands import read_back

    path = stage.folder / "基教科意见.plan"
    stage.window.session.document.save_copy_to_send(path)
    other = open_document(path, author="李四")
    other.rename(stage.item(), "换了一个标题")
    other.set_body(stage.item(1), "换了一段正文。")
    other.publish()
    other.close()
    return stage.opened("DifferencesDialog", lambda: read_back(stage.window, path))


def _version_name(stage: Stage) -> QWidget:
    return stage.opened("VersionNameDialog", _versions(stage).ask_for_version)


def _versions(stage: Stage) -> Any:
    return stage.opened("VersionsDialog", partial(stage.act, Act.VERSIONS))


def _recovery(stage: Stage) -> QWidget:
    from planeditor.gui.recovery_dialog import RecoveryDialog

    left = [Recovery(stage.folder / str(n), path, "工作要点", MOMENT) for n, path in enumerate((None, Path("甲.plan")))]
    dialog = RecoveryDialog(left, lambda _left: None, lambda _left: None)
    dialog.open()
    return dialog


def _rules(stage: Stage) -> QWidget:
    _main_checks(stage)
    return stage.opened("RulesDialog", stage.window.checks.panel.show_rules)


def _dismissed(stage: Stage) -> QWidget:
    _main_checks(stage)
    return stage.opened("DismissedDialog", stage.window.checks.panel.show_dismissed)


def _departments_import(stage: Stage) -> QWidget:
    departments: Any = _by(Act.DEPARTMENTS, "DepartmentsDialog")(stage)
    return stage.opened("DepartmentsImport", departments.open_import)


def _refreshed(stage: Stage) -> QWidget:
    from planeditor.exchange.report_files import Refreshing, ReportOrder
    from planeditor.gui.report_refresh_dialog import RefreshDialog
    from planeditor.plan.report_period import ReportPeriod
    from planeditor.plan.report_refresh import Refreshed, Told

    told = (Told(stage.item(), "总体情况", "新建学校20所，完成42所。"),)
    plan = stage.window.session.document.snapshot()
    order = ReportOrder(ReportPeriod.of("2020H1"))
    dialog = RefreshDialog(Refreshing(order, plan, plan, Refreshed(plan, told, told)), stage.window)
    dialog.open()
    return dialog


def _continued(stage: Stage) -> QWidget:
    from planeditor.gui.rollover_commands import rollover_of

    path = stage.folder / "去年.plan"
    stage.window.session.document.save_copy_to_send(path)
    return stage.opened("ContinuedDialog", lambda: rollover_of(stage.window).compare_with(path))


def _collect(stage: Stage) -> QWidget:
    from planeditor.exchange.collecting import collect
    from planeditor.gui.collect_dialog import CollectDialog
    from planeditor.gui.collect_texts import CollectedTexts

    paths = _answers(stage)
    with stage.window.session.document.aside() as reader:
        texts = CollectedTexts(collect(reader, paths, lambda _part: True))
    dialog = CollectDialog(texts, stage.window)
    dialog.open()
    return dialog


def _answers(stage: Stage) -> list[Path]:
    """Hand work out as plan files and let a department answer."""
    from planeditor.exchange.handing import HandoutOrder, prepare_handouts

    document = stage.window.session.document
    department = document.departments()[0].id
    order = HandoutOrder((department,), stage.folder, "draft", "plan")
    with document.aside() as reader:
        prepared = prepare_handouts(reader, order, force=True, progress=lambda _part: True)
    stage.window.session.run(prepared.register)
    answer = open_document(prepared.files[0].path, author="李四")
    node = next(node for node in answer.snapshot().walk() if node.kind == "item" and node.title)
    answer.rename(node.id, f"{node.title}（改）")
    answer.publish()
    answer.close()
    return [file.path for file in prepared.files]


def _register(stage: Stage) -> QWidget:
    _answers(stage)
    return _by(Act.HANDOUTS, "HandoutRegister")(stage)


def _question(stage: Stage) -> QWidget:
    return stage.opened("QMessageBox", partial(stage.act, Act.FORGET_EVIDENCE))


def _error(stage: Stage) -> QWidget:
    from planeditor.gui.error_report import show_report

    return show_report(ValueError("x"), stage.folder / "planeditor.log", stage.window)


def _department_choice(stage: Stage) -> QWidget:
    stage.select()
    return stage.opened("DepartmentChoice", stage.window.filter_bar.department.button.click)


OPENERS: dict[str, Opener] = {
    "editor": _main,
    "progress panel": _main_progress,
    "find and filter": _main_finding,
    "checks": _main_checks,
    "ledger": _main_ledger,
    "board": _main_board,
    "start page": _welcome,
    "import, first step": _import_first_step,
    "import": _import,
    "read back": _differences,
    "versions": _versions,
    "version's name": _version_name,
    "recovery": _recovery,
    "rules": _rules,
    "dismissed": _dismissed,
    "departments": _by(Act.DEPARTMENTS, "DepartmentsDialog"),
    "list of departments": _departments_import,
    "owners": _by(Act.OWNERS_MATRIX, "OwnersMatrix"),
    "targets": _by(Act.TARGETS_TABLE, "TargetsTable"),
    "progress": _by(Act.PROGRESS_TABLE, "ProgressTable"),
    "progress of an item": _by(Act.REPORT_PROGRESS, "ProgressDialog"),
    "milestones": _by(Act.MILESTONES, "MilestonesDialog"),
    "light": _by(Act.SET_LIGHT, "LightDialog"),
    "rule of the lights": _by(Act.PACE_RULE, "PaceDialog"),
    "hand out": _by(Act.HAND_OUT, "HandoutDialog"),
    "hand-outs": _register,
    "collect": _collect,
    "report": _by(Act.REPORT, "ReportDialog"),
    "refresh a report": _refreshed,
    "sources of a report": _by(Act.REPORT_SOURCES, "SourcesDialog"),
    "next year": _by(Act.ROLL_OVER, "RolloverWizard"),
    "what became": _continued,
    "years": _by(Act.YEARS, "YearsWindow"),
    "export": _by(Act.EXPORT, "ExportDialog"),
    "print preview": _by(Act.PRINT_PREVIEW, "PrintPreview"),
    "page": _by(Act.PAGE_SETUP, "PageSetup"),
    "replace": _by(Act.REPLACE, "ReplaceDialog"),
    "go to": _by(Act.GO_TO, "GoToDialog"),
    "plan": _by(Act.PROPERTIES, "PlanPropertiesDialog"),
    "lines set aside": _by(Act.UNPLACED, "UnplacedDialog"),
    "save as template": _by(Act.SAVE_TEMPLATE, "SaveTemplateDialog"),
    "templates": _by(Act.TEMPLATES, "TemplatesDialog"),
    "options": _by(Act.OPTIONS, "SettingsDialog"),
    "keys": _by(Act.KEYS, "KeysDialog"),
    "word count": _by(Act.WORD_COUNT, "WordCountDialog"),
    "manual": _by(Act.MANUAL, "ManualWindow"),
    "about": _by(Act.ABOUT, "QMessageBox"),
    "question": _question,
    "error": _error,
    "departments of the filter": _department_choice,
}


# opening all of them


def sample() -> Snapshot:
    """Return the sample plan, with a line set aside and evidence."""
    plan = read_json(bundled_path("samples/sample.json"))
    return replace(plan, unplaced=("打印此页", "关闭窗口"))


def stage_in(folder: Path) -> Stage:
    """Show the sample plan in a window."""
    windows = Windows("张三")
    window = windows.show_snapshot(sample())
    settle()
    return Stage(windows, window, folder)


def words_of_data(stage: Stage) -> str:
    """Return all words that come from plans and files, which no language changes."""
    plan = stage.window.session.document.snapshot()
    told = json.dumps(to_dict(plan, snapshot_numbers(plan)), ensure_ascii=False)
    names = " ".join(template.name for template in templates())
    return " ".join([told, names, DOCUMENT, str(stage.folder), "张三 李四 root backups 基教科意见 甲"])


def settle() -> None:
    """Let everything be laid out and painted."""
    for _round in range(3):
        QApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def each_window(stage: Stage) -> Iterator[tuple[str, QWidget]]:
    """Open the windows one after the other; each is closed before the next comes."""
    for name, open_it in OPENERS.items():
        widget = open_it(stage)
        settle()
        yield name, widget
        close_all_but(stage.window)


def close_all_but(window: QWidget) -> None:
    """Close every other window that is open, the last one first."""
    for widget in reversed(QApplication.topLevelWidgets()):
        if widget is not window and widget.isVisible():
            widget.close()
    settle()


def leave(stage: Stage) -> None:
    """Close the plan's window without a question."""
    close_all_but(stage.window)
    stage.window.files.may_close = True
    stage.window.close()
    settle()


def speak(app: QApplication, language: str) -> QTranslator:
    """Give all texts, Qt's own as well, a language; removing the translator ends that."""
    i18n.install(language)
    translator = QTranslator(app)
    if translator.load(f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(translator)
    return translator


def main() -> int:
    """Open all windows as the arguments say and print what is wrong with them."""
    from tests.gui.audits import findings

    parser = argparse.ArgumentParser()
    parser.add_argument("--language", default=i18n.CHINESE)
    parser.add_argument("--theme", default="light")
    parser.add_argument("--pictures", type=Path)
    parser.add_argument("--output", type=Path, required=True)
    wanted = parser.parse_args()
    app = QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        os.environ["PLANEDITOR_DATA_DIR"] = folder
        os.environ["PLANEDITOR_THEME"] = wanted.theme
        speak(app, wanted.language)
        theme.apply_theme(app)
        stage = stage_in(Path(folder))
        found, kinds, data = {}, set(), words_of_data(stage)
        for name, widget in each_window(stage):
            if wanted.pictures is not None:
                wanted.pictures.mkdir(parents=True, exist_ok=True)
                widget.grab().save(str(wanted.pictures / f"{name}.png"))
            kinds.add(type(widget).__name__)
            found[name] = findings(widget, data)
        report = {"windows": found, "kinds": sorted(kinds)}
        wanted.output.write_text(json.dumps(report, ensure_ascii=False, indent=1), encoding="utf-8")
        leave(stage)
    return 0


if __name__ == "__main__":
    sys.exit(main())
