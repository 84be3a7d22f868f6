"""Sorting a grid by its headings. One rule: up, down, and the third time the plan's own order again."""

from PySide6.QtCore import Qt

from planeditor.gui.grid_view import GridView


def sort_by_click(view: GridView, place: int) -> None:
    """Sort by a column as a click on its heading does."""
    model, key = view.grid, view.grid.columns[place].key
    if model.sorted_by == key and model.descending:
        model.sorted_by, model.descending = "", False
    else:
        model.sorted_by, model.descending = key, model.sorted_by == key
    header = view.horizontalHeader()
    header.setSortIndicatorShown(bool(model.sorted_by))
    if model.sorted_by:
        order = Qt.SortOrder.DescendingOrder if model.descending else Qt.SortOrder.AscendingOrder
        header.setSortIndicator(place, order)
    model.rearrange()
