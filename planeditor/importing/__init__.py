"""Documents in: readers yield blocks and tables, the structure grammar turns them into a draft plan.

One rule: nothing of a source is lost. Every line stands in the plan or in its list of unplaced lines.
"""

from planeditor.importing.options import ImportOptions
from planeditor.importing.sources import import_file, read_source

__all__ = ["ImportOptions", "import_file", "read_source"]
