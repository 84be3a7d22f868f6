"""Loading what will soon be asked for while nobody is waiting: the first use of a view must not be felt.

One rule: one module at a time, when no event waits; what was asked for meanwhile is simply there already.
"""

from importlib import import_module

from PySide6.QtCore import QObject, QTimer

FIRST_AFTER_MS, NEXT_AFTER_MS = 2000, 50
# In the order in which they import each other, so that each load takes a part of a frame.
MODULES = tuple(
    f"planeditor.{name}"
    for name in (
        "plan.tables.columns", "plan.tables.arranging", "plan.tables.ledger", "gui.progress_words", "gui.grid_columns",
        "gui.grid_model", "gui.grid_editors", "gui.grid_delegate", "gui.grid_view", "gui.ledger_edits",
        "gui.ledger_model", "gui.ledger_view", "plan.statistics", "gui.charts_drawing", "gui.charts_model",
        "gui.board_view", "gui.checks_model", "gui.checks_panel",
    )
)  # fmt: skip


class WarmUp(QObject):
    """Loads modules one by one."""

    def __init__(self, parent: QObject) -> None:
        """Begin when the first window has settled."""
        super().__init__(parent)
        self._left = list(MODULES)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._load_next)
        self._timer.start(FIRST_AFTER_MS)

    def _load_next(self) -> None:
        if self._left:
            import_module(self._left.pop(0))
            self._timer.start(NEXT_AFTER_MS)
