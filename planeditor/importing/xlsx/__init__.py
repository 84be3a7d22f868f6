"""Excel workbooks as sources: a table for every sheet, numbers and dates as they are shown.

One rule: every word of the workbook is in the source; what a reader does not see at once is kept apart.
"""

from planeditor.importing.xlsx.reader import read_xlsx

__all__ = ["read_xlsx"]
