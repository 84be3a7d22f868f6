"""The developer's commands: what they say when they cannot do their job."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parent.parent / "dev.py"


def _dev(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if name not in {"DISPLAY", "WAYLAND_DISPLAY"}}
    environment = {name: value for name, value in kept.items() if name != "QT_QPA_PLATFORM"} | variables
    command = [sys.executable, str(SCRIPT), *arguments]
    return subprocess.run(command, capture_output=True, encoding="utf-8", env=environment, check=False)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems always have a screen")
def test_running_without_a_screen_is_refused_in_one_sentence() -> None:
    run = _dev("run")
    assert run.returncode == 1
    assert run.stderr.strip().splitlines() == ["The window needs a screen: neither DISPLAY nor WAYLAND_DISPLAY is set."]


@pytest.mark.parametrize(("arguments", "code"), [((), 2), (("nonsense",), 2), (("--help",), 0)])
def test_the_usage_names_every_command(arguments: tuple[str, ...], code: int) -> None:
    run = _dev(*arguments)
    assert run.returncode == code
    assert all(
        f"dev.py {name}" in run.stdout
        for name in ("run", "test", "lint", "translate", "bundle", "installer", "test-installer")
    )


def test_an_older_python_can_still_read_the_script_and_so_be_refused() -> None:
    assert ast.parse(SCRIPT.read_text(encoding="utf-8"), feature_version=(3, 7))
