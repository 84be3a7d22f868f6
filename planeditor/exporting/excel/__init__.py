"""Excel ledgers. One rule: a ledger is a list of columns; `sheet` knows how rows look and print."""

from collections.abc import Callable
from typing import IO

from planeditor.exporting.content import Content
from planeditor.exporting.excel.departments import write_department_sheets
from planeditor.exporting.excel.ledger import write_ledger_sheet
from planeditor.exporting.excel.styles import Looks, build_looks
from planeditor.exporting.excel.targets import write_targets_sheet
from planeditor.exporting.excel.tasks import write_tasks_sheet
from planeditor.exporting.excel.workbook import Book, new_book


def write_tasks(content: Content, file: IO[bytes]) -> None:
    """Write the layout `tasks` (任务分解表)."""
    _write(content, file, write_tasks_sheet)


def write_ledger(content: Content, file: IO[bytes]) -> None:
    """Write the layout `ledger` (工作台账)."""
    _write(content, file, write_ledger_sheet)


def write_targets(content: Content, file: IO[bytes]) -> None:
    """Write the layout `targets` (指标表)."""
    _write(content, file, write_targets_sheet)


def write_departments(content: Content, file: IO[bytes]) -> None:
    """Write the layout `departments` (分科室)."""
    _write(content, file, write_department_sheets)


def _write(content: Content, file: IO[bytes], write: Callable[[Book, Looks, Content], None]) -> None:
    with new_book(content, file) as book:
        write(book, build_looks(book), content)
