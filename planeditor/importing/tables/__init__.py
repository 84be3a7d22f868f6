"""Tables as lists of tasks: what their columns mean, and their rows as sections and items.

One rule: every word of a row goes into the plan or among the unplaced lines; what is not certain asks a question.
"""

from planeditor.importing.tables.growing import grow_table
from planeditor.importing.tables.header import read_header

__all__ = ["grow_table", "read_header"]
