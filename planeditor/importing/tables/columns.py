"""The columns of a list of tasks, by what they hold. One rule: a field is named by its column's own words."""

from dataclasses import dataclass

from planeditor.importing.draft import TableReading
from planeditor.importing.options import ColumnRole
from planeditor.importing.tables.grid import TableGrid
from planeditor.importing.tables.roles import plain_header
from planeditor.language.labels import DUE_LABELS, KNOWN_LABELS

# What a field is called whose column has no words of its own, or words for a form rather than for what it says.
_NAMES: dict[ColumnRole, str] = {
    "target": "量化目标",
    "leader": "责任领导",
    "due": "完成时限",
    "progress": "进展情况",
    "remark": "备注",
    "body": "工作内容",
}
_OTHER = "其他"


@dataclass(frozen=True, slots=True)
class Columns:
    """What the columns hold, and their headers."""

    roles: tuple[ColumnRole, ...]
    headers: tuple[str, ...]

    def of(self, *roles: ColumnRole) -> list[int]:
        """Return the columns that hold one of these, from the left."""
        return [column for column, role in enumerate(self.roles) if role in roles]

    def label(self, column: int) -> str:
        """Return the label of the fields that a column's cells become."""
        role, header = self.roles[column], self.headers[column]
        if role == "progress" and len(self.of(role)) == 1:
            return _NAMES[role]
        if role == "due":
            return header if header in DUE_LABELS else _NAMES[role]
        if role == "target":
            return header if header in KNOWN_LABELS else _NAMES[role]
        return (plain_header(header) if role else header) or _NAMES.get(role, _OTHER)


def columns_of(reading: TableReading, grid: TableGrid) -> Columns:
    """Return a reading's columns, as many as the grid has."""
    unknown: ColumnRole = ""
    roles = (*reading.columns, *[unknown] * grid.width)[: grid.width]
    return Columns(roles, (reading.headers + ("",) * grid.width)[: grid.width])
