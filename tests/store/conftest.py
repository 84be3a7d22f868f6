"""Plans to edit: `document` is a small one with every kind of part, in a working copy of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from planeditor.plan.entities import Snapshot
from planeditor.store import create_plan
from planeditor.store.document import Document
from planeditor.store.loading import write_snapshot
from planeditor.store.schema import migrate
from planeditor.store.store import Store, connect
from tests.small_plan import small_plan


@pytest.fixture
def plan() -> Snapshot:
    """The plan that `document` starts with."""
    return small_plan()


@pytest.fixture
def document(plan: Snapshot, tmp_path: Path) -> Iterator[Document]:
    """A document of `plan`, without a file of its own."""
    connection = connect(tmp_path / "plan.db")
    migrate(connection)
    write_snapshot(connection, plan)
    yield Document(Store(connection, "张三"))
    connection.close()


@pytest.fixture
def file(plan: Snapshot, tmp_path: Path) -> Path:
    """The file of a small plan, in a folder whose name has a blank and Chinese characters."""
    path = tmp_path / "工作 要点" / "2026 年计划.plan"
    path.parent.mkdir()
    create_plan(path, plan)
    return path
