"""How the window of each plan was left: its place and panels, the view, the zoom, and what of the tree was open.

One rule: it lies beside the settings, one small file for each plan, never in the plan, and is worth nothing: what
cannot be read, or does not fit the plan any more, is as if it were not there. Only the plans of late are remembered.
"""

import json
from contextlib import suppress
from dataclasses import asdict, dataclass, fields
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray, QPoint, QTimer
from PySide6.QtWidgets import QAbstractItemView

from planeditor.gui.actions import Act
from planeditor.gui.preferences import load, within
from planeditor.gui.tree_model import ID_ROLE
from planeditor.gui.views import EDIT
from planeditor.store.user_folder import user_data_folder

if TYPE_CHECKING:
    from planeditor.gui.main_window import MainWindow

KEPT = 200  # plans
MOST_SHOWN = 5000  # rows of a tree that come back: laying out more would be felt at the start


@dataclass(frozen=True, slots=True)
class WindowState:
    """How one window was left. The first four are Qt's own states, as Base64; rows are told by their ids."""

    geometry: str = ""
    docks: str = ""
    splitter: str = ""
    columns: str = ""
    view: str = EDIT
    zoom: int = 0  # per cent; 0 is the usual one
    current: int = 0
    top: int = 0  # the first row in sight
    open_rows: tuple[int, ...] | None = None  # None: as a new plan opens


def read(path: Path) -> WindowState | None:
    """Return how the window of a file was left, None where nobody knows."""
    try:
        kept = json.loads(_place(path).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    if not isinstance(kept, dict):
        return None
    usual = asdict(WindowState())
    known: dict[str, Any] = {}
    for field in fields(WindowState):
        value = kept.get(field.name)
        if field.name == "open_rows":
            is_list = isinstance(value, list) and all(isinstance(row, int) for row in value)
            known[field.name] = tuple(value) if is_list else None  # type: ignore[arg-type]
        elif type(value) is type(usual[field.name]):
            known[field.name] = value
    return WindowState(**known)


def write(path: Path, state: WindowState) -> None:
    """Keep how the window of a file was left, and forget the plans that were not opened for longest."""
    place = _place(path)
    with suppress(OSError):  # a full disk must not keep anyone from closing a window
        place.parent.mkdir(mode=0o700, exist_ok=True)
        place.write_text(json.dumps(asdict(state)), encoding="utf-8")
        known = sorted(place.parent.glob("*.json"), key=lambda file: file.stat().st_mtime, reverse=True)
        for old in known[KEPT:]:
            old.unlink()


def _place(path: Path) -> Path:
    """Return where the state of a file lies: under a name that says nothing of it."""
    return user_data_folder() / "windows" / f"{sha256(str(path).encode()).hexdigest()[:32]}.json"


# a window


def restore_as_left(window: "MainWindow") -> bool:
    """Bring a new window to how the window of its file was left; tell whether it has its place on the screen now."""
    path = window.session.document.path
    left = read(path) if path is not None else None
    if left is None:
        window.zoom.show_at(load().zoom)
        return False
    return restore(window, left)


def keep_as_left(window: "MainWindow", zoom: int) -> None:
    """Keep how a window is left whose columns measure what they do at 100 %; `zoom` is what it was at."""
    path = window.session.document.path
    if path is not None:
        write(path, state_of(window, zoom))


def state_of(window: "MainWindow", zoom: int) -> WindowState:
    """Return how a window is now; its columns must measure what they do at 100 %, `zoom` is what it was at."""
    tree = window.tree
    top = tree.indexAt(QPoint(0, 1))
    return WindowState(
        geometry=_text(window.saveGeometry()),
        docks=_text(window.saveState()),
        splitter=_text(window.splitter.saveState()),
        columns=_text(columns) if (columns := tree.columns.state()) is not None else "",
        view=window.views.current,
        zoom=zoom,
        current=window.session.current_id,
        top=int(top.data(ID_ROLE) or 0) if top.isValid() else 0,
        open_rows=None if tree.is_filtered else _open_rows(window),
    )


def _open_rows(window: "MainWindow") -> tuple[int, ...]:
    """Return the open rows; of very many, those that the current row stands in."""
    outline = window.session.outline
    found = window.tree.open.ids(limit=MOST_SHOWN)
    if sum(len(outline[node_id].children) for node_id in found) > MOST_SHOWN:
        current = outline.entries.get(window.session.current_id)
        found &= {above.id for above in outline.ancestors(current)} if current is not None else set()
    return tuple(sorted(found))


def restore(window: "MainWindow", state: WindowState) -> bool:
    """Bring a window that is not shown yet to a state; tell whether it has its place on the screen now."""
    is_placed = bool(state.geometry) and window.restoreGeometry(_bytes(state.geometry))
    if state.docks:
        window.restoreState(_bytes(state.docks))
    if state.splitter:
        window.splitter.restoreState(_bytes(state.splitter))
    if state.columns:
        window.tree.columns.restore(_bytes(state.columns))
    if state.zoom:
        window.zoom.show_at(within(state.zoom))
    if state.open_rows is not None:
        window.tree.open.open_only(state.open_rows)
    if state.current in window.session.outline.entries:
        window.tree.show_id(state.current)
    QTimer.singleShot(0, window, lambda: _finish(window, state))  # when the window has its size
    return is_placed


def _finish(window: "MainWindow", state: WindowState) -> None:
    top = window.tree.index_of(state.top) if state.top in window.session.outline.entries else None
    if top is not None and top.isValid():
        window.tree.scrollTo(top, QAbstractItemView.ScrollHint.PositionAtTop)
    act = getattr(Act, f"VIEW_{state.view.upper()}", None)
    if state.view != EDIT and act is not None:
        window.actions_by[act].trigger()


def _text(data: QByteArray) -> str:
    return bytes(data.toBase64().data()).decode("ascii")


def _bytes(text: str) -> QByteArray:
    return QByteArray.fromBase64(text.encode("ascii", "ignore"))
