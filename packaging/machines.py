"""The computer that the installer is tried on: wine on Linux, or the Windows that runs this.

One rule: what differs between the two stands here, so that the checks in try_installer.py are the same.
"""

import contextlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import wine

USER = "张三"
Registry = dict[tuple[str, str], str]  # (key, name) → text; numbers as "dword:0000002a"
_NO_SUCH_KEY = 1


class WineMachine:
    """A fresh wine prefix whose user has a Chinese name."""

    is_wine = True
    name = "wine 8"

    def __init__(self) -> None:
        """Make the prefix anew."""
        self._wine = wine.Wine(wine.HOME / "trial", USER)
        shutil.rmtree(self._wine.prefix, ignore_errors=True)
        self._wine.prepare()
        self.profile = self._wine.profile
        self.local = self.profile / "AppData" / "Local"
        self.start_menu = self.profile / "AppData/Roaming/Microsoft/Windows/Start Menu/Programs"

    def path(self, path: Path) -> str:
        """Return how programs there name a path of ours."""
        return self._wine.windows_path(path)

    def run(self, program: Path | str, *arguments: str, timeout: float = wine.TIMEOUT_S) -> tuple[int, str]:
        """Run a program to its end; return exit code and output."""
        return self._wine.run([self.path(program) if isinstance(program, Path) else program, *arguments], timeout)

    def start(self, program: Path, *arguments: str) -> None:
        """Start a program."""
        self._wine.start([self.path(program), *arguments])

    def double_click(self, path: str) -> tuple[int, str]:
        """Open a file as Explorer would; wine does not merge the user's file types into all, so that is done here."""
        for key in (".plan", "planeditor.plan"):
            self._wine.run(
                ["reg", "copy", rf"HKCU\Software\Classes\{key}", rf"HKLM\Software\Classes\{key}", "/s", "/f"]
            )
        program = self.local / "shellexecute.exe"
        wine.compile_double("shellexecute.c", program)
        return self.run(program, path)

    @contextlib.contextmanager
    def be_windows_7(self) -> Iterator[None]:
        """Be an older Windows for a while."""
        self._wine.set_version("win7")
        yield
        self._wine.set_version("win10")

    @contextlib.contextmanager
    def share(self) -> Iterator[tuple[Path, str]]:
        """Lend a folder of a network share: as we name it, and as programs there do."""
        folder = self._wine.prefix / "dosdevices" / "unc" / "wenjian" / "共享"
        folder.mkdir(parents=True)
        yield folder, "\\\\wenjian\\共享"

    def stop(self) -> None:
        """End all that still runs."""
        self._wine.stop()


class WindowsMachine:
    """The Windows that runs this, with the user's own profile: for a computer that is thrown away afterwards."""

    is_wine = False
    name = "Windows"

    def __init__(self) -> None:
        """Find the folders."""
        self.profile = Path.home()
        self.local = Path(os.environ["LOCALAPPDATA"])
        self.start_menu = Path(os.environ["APPDATA"], "Microsoft/Windows/Start Menu/Programs")

    def path(self, path: Path) -> str:
        """Return the path itself."""
        return str(path)

    def run(self, program: Path | str, *arguments: str, timeout: float = wine.TIMEOUT_S) -> tuple[int, str]:
        """Run a program to its end; return exit code and output."""
        done = subprocess.run(
            [str(program), *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=timeout,
            check=False,
        )
        return done.returncode, done.stdout.decode("utf-8", "replace")

    def start(self, program: Path, *arguments: str) -> None:
        """Start a program."""
        subprocess.Popen([str(program), *arguments])

    def double_click(self, path: str) -> tuple[int, str]:
        """Open a file as Explorer would."""
        if sys.platform == "win32":
            os.startfile(path)
        return 0, ""

    @contextlib.contextmanager
    def share(self) -> Iterator[tuple[Path, str]]:
        """Lend a folder on the administrators' share of drive C."""
        with tempfile.TemporaryDirectory() as name:
            yield Path(name), "\\\\localhost\\" + name.replace(":", "$")

    def stop(self) -> None:
        """Nothing is left running."""


Machine = WineMachine | WindowsMachine


def this_machine() -> Machine:
    """Return the machine to try the installer on."""
    return WindowsMachine() if sys.platform == "win32" else WineMachine()


def read_registry(machine: Machine, key: str) -> Registry:
    """Return all below a key of HKEY_CURRENT_USER; `reg export` writes UTF-16, `reg query` not always Chinese."""
    file = machine.local / "exported.reg"
    code, _output = machine.run("reg", "export", rf"HKCU\{key}", machine.path(file), "/y")
    if code == _NO_SUCH_KEY:
        return {}
    found: Registry = {}
    current = ""
    for line in file.read_text(encoding="utf-16").splitlines():
        if line.startswith("["):
            current = line[1:-1].removeprefix(rf"HKEY_CURRENT_USER\{key}").lstrip("\\")
            found.setdefault((current, ""), "")
        elif match := re.fullmatch(r'(@|"(?P<name>.*?)")=(?P<value>.*)', line):
            found[current, match["name"] or ""] = _unquoted(match["value"])
    return found


def _unquoted(value: str) -> str:
    return re.sub(r"\\(.)", r"\1", value[1:-1]) if value.startswith('"') else value


@contextlib.contextmanager
def screen() -> Iterator[None]:
    """Have a screen: on Linux without one a virtual one of our own."""
    if sys.platform == "win32" or os.environ.get("DISPLAY"):
        yield
        return
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1600x1000x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL) as server:
        os.environ["DISPLAY"] = f":{os.read(reading, 16).decode().strip()}"
        try:
            yield
        finally:
            server.terminate()


def wait_for(holds, seconds: float) -> bool:  # type: ignore[no-untyped-def]
    """Tell whether something holds within some seconds."""
    import time

    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            return False
        time.sleep(0.2)
    return True


def run_checked(command: Sequence[str]) -> None:
    """Run a command of ours."""
    subprocess.run(command, check=True)
