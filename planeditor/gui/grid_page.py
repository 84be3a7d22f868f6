"""A table with its tools: what the ledger and the table of all targets have in common.

One rule: the tools stand above the table and their count at the right; what was refused is told between them.
"""

from collections.abc import Iterable

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from planeditor.gui import theme
from planeditor.gui.flow_layout import FlowLayout
from planeditor.gui.grid_view import GridView
from planeditor.i18n import _


def group_choice(parent: QWidget, groups: Iterable[tuple[str, str]]) -> QComboBox:
    """Return the list of what rows can be grouped by: names and keys, none ("") first."""
    choice = QComboBox(parent)
    for text, key in ((_("No groups"), ""), *groups):
        choice.addItem(text, key)
    choice.setAccessibleName(_("Groups"))
    return choice


def lay_out_page(
    page: QWidget, tools: Iterable[QWidget], count: QLabel, problem: QWidget, table: GridView, *below: QWidget
) -> None:
    """Put the tools, the notice of a problem, the table and what stands `below` it into their places."""
    gap = theme.em(page, 0.6)
    top = QHBoxLayout()
    top.setSpacing(gap)
    flow = FlowLayout()  # in two lines where the window is narrow
    flow.setSpacing(gap)
    for widget in tools:
        flow.addWidget(widget)
    top.addLayout(flow, 1)
    top.addWidget(count)
    rows = QVBoxLayout(page)
    rows.setContentsMargins(gap, gap, gap, gap)
    rows.setSpacing(gap)
    rows.addLayout(top)
    rows.addWidget(problem)
    rows.addWidget(table, 1)
    for widget in below:
        rows.addWidget(widget)
