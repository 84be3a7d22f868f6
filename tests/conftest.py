"""What every test gets: no screen, Chinese texts, a user data folder of its own, repeatable examples."""

import os
import sys
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings

from planeditor import i18n

if sys.platform == "linux":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# CI: the same examples every time, so that a red run is red again at the desk. Long: HYPOTHESIS_PROFILE=long.
_SLOW_MACHINE = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
_ALL_BUT_EXPLAINING = [phase for phase in Phase if phase is not Phase.explain]  # which may take minutes
settings.register_profile(
    "ci",
    derandomize=True,
    max_examples=40,
    deadline=None,
    database=None,
    phases=_ALL_BUT_EXPLAINING,
    suppress_health_check=_SLOW_MACHINE,
)
settings.register_profile("long", max_examples=2000, deadline=None, suppress_health_check=_SLOW_MACHINE)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


@pytest.fixture(scope="session", autouse=True)
def _home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A home of the tests' own: what a dialog saves into the user's documents is neither kept nor found again."""
    home = str(tmp_path_factory.mktemp("home"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", home)
        patch.setenv("USERPROFILE", home)
        yield


@pytest.fixture(scope="session")
def _data_folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The data folders of the tests, one after the other: `mktemp` would look through all of them for one more."""
    above = tmp_path_factory.mktemp("data")
    return (above / str(number) for number in count())


@pytest.fixture(autouse=True)
def _data_folder(_data_folders: Iterator[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    folder = next(_data_folders)
    folder.mkdir()
    monkeypatch.setenv("PLANEDITOR_DATA_DIR", str(folder))


@pytest.fixture(autouse=True)
def _chinese() -> None:
    i18n.install(i18n.CHINESE)


@pytest.fixture
def english() -> None:
    """The texts of this test are English."""
    i18n.install(i18n.ENGLISH)


@pytest.fixture
def data_folder() -> Path:
    """The folder where this test's working copies and backups lie."""
    return Path(os.environ["PLANEDITOR_DATA_DIR"])


@pytest.fixture(scope="session")
def files() -> Path:
    """The folder of the committed fixtures, tests/files."""
    return Path(__file__).parent / "files"
