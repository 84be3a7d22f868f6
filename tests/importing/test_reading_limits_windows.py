"""The limits of the reading child under Windows itself; wine takes them and does not keep them."""

import subprocess
import sys

import pytest


def _is_windows() -> bool:
    if sys.platform != "win32":
        return False
    import ctypes

    return not hasattr(ctypes.WinDLL("ntdll"), "wine_get_version")


pytestmark = pytest.mark.skipif(not _is_windows(), reason="only Windows has and keeps these limits")
LIMITED = "from planeditor.importing.reading_limits_windows import limit_process; assert limit_process({memory}, 5); "


def _run(code: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-c", LIMITED.format(memory=256 << 20) + code]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def test_little_memory_is_given_and_much_refused() -> None:
    assert _run("bytearray(16 << 20)").returncode == 0
    assert "MemoryError" in _run("bytearray(512 << 20)").stderr


def test_no_other_program_is_started() -> None:
    assert "Error" in _run("import subprocess; subprocess.run(['cmd', '/c', 'exit'])").stderr


def test_endless_work_is_ended() -> None:
    assert _run("\nwhile True: pass").returncode != 0
