"""The one place that shows errors: known ones in their words, bugs in one sentence with the log."""

import sys
import threading

import pytest
from PySide6.QtWidgets import QPushButton

from planeditor.errors import OutputError
from planeditor.gui import errors
from planeditor.gui.jobs import Job


@pytest.fixture
def log():
    before = list(errors.log.handlers)
    errors.start_log()
    yield errors.log_path()
    for handler in set(errors.log.handlers) - set(before):
        errors.log.removeHandler(handler)
        handler.close()


def test_a_known_failure_is_shown_in_its_own_words(qapp) -> None:
    box = errors.show_error(OutputError("磁盘已满"))
    assert box.text() == "磁盘已满"
    box.close()


def test_a_bug_is_told_in_one_sentence_and_goes_into_the_log(qapp, log) -> None:
    box = errors.show_error(ValueError("内部"))
    assert "内部" not in box.text()
    assert str(log) in box.text()
    assert "ValueError" in log.read_text(encoding="utf-8")
    box.close()


def test_the_log_and_the_details_hold_no_words_of_a_plan(qapp, log) -> None:
    def fail() -> None:
        try:
            int("新建学校42所")
        except ValueError as error:
            raise KeyError('加强 "staff training" 工作') from error

    try:
        fail()
    except KeyError as error:
        box = errors.show_error(error)
    copy = next(button for button in box.buttons() if isinstance(button, QPushButton) and "C" in button.text())
    copy.click()
    assert box.isVisible()  # one can still read where the log is
    for text in (log.read_text(encoding="utf-8"), qapp.clipboard().text()):
        assert "KeyError" in text
        assert "in fail" in text
        assert "ValueError: invalid literal" in text
        assert not any(word in text for word in ("学校", "加强", "staff"))
    box.close()


def test_nobody_catches_and_the_program_goes_on(qapp, log, qtbot) -> None:
    before = (sys.excepthook, threading.excepthook)
    errors.install_excepthook()
    try:
        thread = threading.Thread(target=lambda: 1 // 0)
        thread.start()
        thread.join()
        qtbot.waitUntil(lambda: bool(errors._told))
        assert "ZeroDivisionError" in log.read_text(encoding="utf-8")
        assert str(log) in errors._told[0].text()
        errors._told[0].accept()
        qtbot.waitUntil(lambda: not errors._told)
    finally:
        sys.excepthook, threading.excepthook = before


def test_markup_in_a_file_name_is_shown_as_it_is(qapp) -> None:
    box = errors.show_error(OutputError("<b>文件</b>"))
    assert box.textFormat() == box.textFormat().PlainText
    box.close()


def test_a_job_reports_progress_and_its_result(qtbot) -> None:
    job = Job(lambda progress: progress(0.5) and 42)
    parts = []
    job.progressed.connect(parts.append)
    with qtbot.waitSignal(job.succeeded) as done:
        job.start()
    assert done.args == [42]
    assert parts == [0.5]


def test_a_cancelled_job_ends_at_its_next_report(qtbot) -> None:
    job = Job(lambda progress: progress(0.5))
    job.cancel()
    with qtbot.waitSignal(job.failed) as failed:
        job.start()
    assert type(failed.args[0]).__name__ == "Cancelled"
    assert job.wait(1)
