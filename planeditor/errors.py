"""The errors that are told to people. One rule: the message says what happened, to which file, what to do.

Anything that is not a PlanEditorError is a bug of ours and keeps its traceback.
"""


class PlanEditorError(Exception):
    """The root: a known failure whose message, in the user's language, is fit to be shown as it stands."""


class SourceError(PlanEditorError):
    """A file cannot be read: missing, damaged, foreign, newer or refused. The command line exits with 3."""


class OutputError(PlanEditorError):
    """A file cannot be written: it exists, is locked, or the disk refuses. The command line exits with 4."""


class EditError(PlanEditorError):
    """An edit that the plan's rules forbid, such as moving a section into itself. Nothing was changed."""


class UsageError(OutputError):
    """What was asked for does not exist: a layout, a kind of file, a department. The command line exits with 2."""


class Cancelled(PlanEditorError):
    """The user stopped a long job. Nothing was changed or left behind."""
