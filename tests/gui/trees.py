"""What tests of the tree share: a model's whole content as values, and a model that Qt's tester accepts."""

from dataclasses import dataclass

from PySide6.QtCore import QAbstractItemModel, QCoreApplication, QModelIndex, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QWidget

from planeditor.gui.outline_model import Column
from planeditor.gui.session import Session
from planeditor.gui.tree_model import ID_ROLE, TreeModel
from planeditor.plan.outline import Entry


@dataclass(frozen=True)
class Row:
    """One row with what it shows and the rows below it."""

    node_id: int
    texts: tuple[str, ...]
    below: "tuple[Row, ...]"


def contents(model: QAbstractItemModel, parent: QModelIndex | None = None, *, numbers: bool = True) -> tuple[Row, ...]:
    """Return all that a model shows."""
    above = parent or QModelIndex()
    columns = list(Column)[0 if numbers else 1 :]
    rows = []
    for number in range(model.rowCount(above)):
        first = model.index(number, 0, above)
        texts = tuple(model.index(number, column, above).data() for column in columns)
        rows.append(Row(first.data(ID_ROLE), texts, contents(model, first, numbers=numbers)))
    return tuple(rows)


def title_of(session: Session, entry: Entry) -> str:
    """Return the title that the tree knows of a section or item."""
    return session.tree.glance(entry.id).title


def type_text(widget: QWidget, text: str) -> None:
    """Type as a Chinese input method does."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QCoreApplication.sendEvent(widget, event)


class ModelByIds(TreeModel):
    """The tree model showing ids for numbers.

    Qt's tester takes a row whose first column reads differently for another row; live numbers do just that.
    """

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the id where the number would be."""
        if role == Qt.ItemDataRole.DisplayRole and index.isValid() and index.column() == Column.NUMBER:
            return str(index.internalId())
        return super().data(index, role)
