"""Documents in: readers yield blocks, the structure grammar turns blocks into a draft plan.

One rule: nothing of a source is lost. Every line stands in the plan or in its list of unplaced lines.
"""

from planeditor.importing.sources import import_file

__all__ = ["import_file"]
