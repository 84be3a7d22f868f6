"""Excel ledgers. One rule: a ledger is a list of columns; `sheet` knows how rows look and print."""

from typing import IO

from planeditor.exporting.content import Content
from planeditor.exporting.excel.tasks import write_tasks_sheet
from planeditor.exporting.excel.workbook import save, streamed_workbook


def write_tasks(content: Content, file: IO[bytes]) -> None:
    """Write the layout `tasks` (任务分解表)."""
    with streamed_workbook() as workbook:
        write_tasks_sheet(workbook, content)
        save(workbook, content, file)
