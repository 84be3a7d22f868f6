"""The developer's commands. One rule: from a bare clone with nothing but Python, one command does the job.

    python3 dev.py run [FILE]           open the window, without a file on the bundled sample plan
    python3 dev.py test [ARGUMENTS]     run the tests; the arguments go to pytest
    python3 dev.py lint                 run the linters
    python3 dev.py translate [FILES]    bring resources/locale/*.po up to date
    python3 dev.py bundle               make dist/planeditor, the program in a folder of its own, and try it
    python3 dev.py installer            make dist/planeditor-VERSION-setup.exe for Windows (on Linux by wine 8)
    python3 dev.py test-installer       install, use, upgrade and remove it (on Linux in wine 8), with a log of checks
    python3 dev.py check-wheels         see that every dependency has a wheel for Windows

The first call sets everything up in .venv; later calls notice that nothing has changed.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036  (the linter knows that we need 3.11, who runs this may not)
    sys.exit("planeditor needs Python 3.11 or newer; this is Python {}.{}.".format(*sys.version_info[:2]))

import ctypes
import hashlib
import importlib.util
import os
import shutil
import subprocess
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
STAMP = VENV / "planeditor.stamp"
WINDOWS = sys.platform == "win32"
LINUX = sys.platform == "linux"
SCRIPTS = VENV / ("Scripts" if WINDOWS else "bin")
PYTHON = SCRIPTS / ("python.exe" if WINDOWS else "python")

# What PySide6 6.11 needs for its platforms offscreen and xcb, and the Debian and Ubuntu package that has it.
LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11.so.6": "libx11-6",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxcb.so.1": "libxcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1",
}
CHINESE_FONTS = (
    "*CJK*",
    "*wqy*",
    "*SourceHan*",
    "*DroidSansFallback*",
    "*simsun*",
    "*msyh*",
    "*uming*",
    "*ukai*",
)
FONT_PACKAGE = "fonts-noto-cjk"
# What builds and tries the Windows program on Linux: the program looked for, and its Debian package.
WINE_PROGRAMS = {
    "wine": "wine",
    "/usr/lib/wine/wine64": "wine64",
    "makensis": "nsis",
    "x86_64-w64-mingw32-gcc": "gcc-mingw-w64-x86-64",
    "Xvfb": "xvfb",
}


class SetupError(Exception):
    """The machine lacks something; the message names it and the command that brings it."""


def main(arguments: list[str]) -> int:
    """Set up what is missing, compile what has changed, do the job; return its exit code."""
    jobs = {
        "run": run,
        "test": test,
        "lint": lint,
        "translate": translate,
        "bundle": bundle,
        "installer": installer,
        "test-installer": try_installer,
        "check-wheels": check_wheels,
    }
    if not arguments or arguments[0] not in jobs:
        print(__doc__)
        return 0 if arguments in (["-h"], ["--help"]) else 2
    try:
        if arguments[0] == "run":
            require_screen()
        set_up()
        compile_resources()
        return jobs[arguments[0]](arguments[1:])
    except SetupError as error:
        print(error, file=sys.stderr)
        return 1


def run(arguments: list[str]) -> int:
    """Open the window on a file, or on the bundled sample plan."""
    return replace_process([str(PYTHON), "-m", "planeditor", *(arguments or ["--sample"])])


def test(arguments: list[str]) -> int:
    """Run the tests, without a screen unless QT_QPA_PLATFORM says otherwise; all of them on every core."""
    if LINUX:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if not arguments and os.environ.get("QT_QPA_PLATFORM") == "offscreen":  # windows on one screen take turns
        arguments = ["-n", "auto", "--dist", "worksteal"]
    os.chdir(ROOT)
    return replace_process([str(PYTHON), "-m", "pytest", *arguments])


def lint(_arguments: list[str]) -> int:
    """Run every linter, all of them even when one complains."""
    commands = (["ruff", "check"], ["ruff", "format", "--check"], ["mypy"], ["lint-imports", "--no-logo"])
    codes = [run_in_venv([str(SCRIPTS / command[0]), *command[1:]]) for command in commands]
    return 1 if any(codes) else 0


def translate(arguments: list[str]) -> int:
    """Bring the translations up to date with the code; paths of dictionaries are merged in."""
    paths = [str(Path(argument).resolve()) for argument in arguments]
    return replace_process([str(PYTHON), str(ROOT / "packaging" / "translate.py"), *paths])


def bundle(_arguments: list[str]) -> int:
    """Make the program's folder with PyInstaller, look at its files and run its self-test."""
    install_bundler()
    return replace_process([str(PYTHON), str(ROOT / "packaging" / "make_bundle.py")])


def installer(_arguments: list[str]) -> int:
    """Make the Windows installer."""
    install_bundler()
    if LINUX:
        install_packages([name for program, name in WINE_PROGRAMS.items() if not shutil.which(program)])
    return replace_process([str(PYTHON), str(ROOT / "packaging" / "make_installer.py")])


def try_installer(arguments: list[str]) -> int:
    """Try the Windows installer; an argument names a folder for pictures."""
    if LINUX:
        install_packages([name for program, name in WINE_PROGRAMS.items() if not shutil.which(program)])
    return replace_process([str(PYTHON), str(ROOT / "packaging" / "try_installer.py"), *arguments])


def check_wheels(_arguments: list[str]) -> int:
    """Have pip find every dependency's wheel for Windows, for each Python that we support."""
    return replace_process([str(PYTHON), str(ROOT / "packaging" / "check_wheels.py")])


def install_bundler() -> None:
    """Install PyInstaller and what the checks of a bundle need, unless they are there."""
    if run_quietly([str(PYTHON), "-c", "import PyInstaller, pefile"]):
        pip_install("--no-build-isolation", "--editable", f"{ROOT}[dev,bundle]")


def require_screen() -> None:
    """Raise SetupError on a Linux without a screen; Qt would abort with a page of its own words."""
    variables = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    if LINUX and not any(os.environ.get(name) for name in variables):
        raise SetupError("The window needs a screen: neither DISPLAY nor WAYLAND_DISPLAY is set.")


def set_up() -> None:
    """Make the virtual environment and install what pyproject.toml names, unless the stamp says it is so."""
    fingerprint = setup_fingerprint()
    if PYTHON.exists() and read_stamp() == fingerprint:
        return
    install_system_packages()
    if not is_usable_environment():
        say("Making the virtual environment in .venv")
        check([sys.executable, "-m", "venv", "--clear", str(VENV)], "The virtual environment could not be made.")
    say("Installing the dependencies")
    pip_install(*build_requirements())
    # Without isolation the build hook uses the PySide6 just installed, instead of fetching it a second time.
    pip_install("--no-build-isolation", "--editable", f"{ROOT}[dev]")
    STAMP.write_text(fingerprint, encoding="utf-8")


def setup_fingerprint() -> str:
    """Return what the set-up depends on: the files that describe it, Python and, last, our own folder."""
    digest = hashlib.sha256()
    for name in ("pyproject.toml", "packaging/compile.py"):
        digest.update((ROOT / name).read_bytes())
    return f"{digest.hexdigest()}\n{sys.version}\n{ROOT}"


def read_stamp() -> str:
    """Return the fingerprint of the last set-up that came to its end, "" where there was none."""
    return STAMP.read_text(encoding="utf-8") if STAMP.exists() else ""


def is_usable_environment() -> bool:
    """Tell whether .venv works and was made here: its scripts name their folder, so it cannot be moved."""
    made_elsewhere = STAMP.exists() and not read_stamp().endswith(f"\n{ROOT}")
    return PYTHON.exists() and not made_elsewhere and not run_quietly([str(PYTHON), "-m", "pip", "--version"])


def build_requirements() -> list[str]:
    """Return what the build itself needs, from pyproject.toml."""
    with (ROOT / "pyproject.toml").open("rb") as source:
        requires: list[str] = tomllib.load(source)["build-system"]["requires"]
    return requires


def pip_install(*arguments: str) -> None:
    """Install into .venv, or raise SetupError below pip's own words."""
    command = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *arguments]
    check(command, "The dependencies could not be installed; is there a network or a package mirror?")


def compile_resources() -> None:
    """Compile forms, icons, translations and bundled files that have changed."""
    check([str(PYTHON), str(ROOT / "packaging" / "compile.py")], "The resources could not be compiled.")


def install_system_packages() -> None:
    """Install what Qt needs from the system: on Debian and Ubuntu as root by itself, else by asking."""
    install_packages(missing_system_packages())


def install_packages(packages: list[str]) -> None:
    """Install packages of the system: on Debian and Ubuntu as root by itself, else by asking."""
    if not packages:
        return
    command = ["apt-get", "install", "--yes", "--no-install-recommends", *packages]
    if not shutil.which("apt-get"):
        raise SetupError(f"Packages of the system are missing (Debian's names): {' '.join(packages)}")
    if os.geteuid() != 0:
        raise SetupError(f"System packages are missing; please run: sudo {' '.join(command)}")
    say(f"Installing system packages: {' '.join(packages)}")
    os.environ["DEBIAN_FRONTEND"] = "noninteractive"
    check(["apt-get", "update", "--quiet=2"], "apt-get update failed.")
    check([*command, "--quiet=2"], f"These packages could not be installed: {' '.join(packages)}")


def missing_system_packages() -> list[str]:
    """Return the Debian names of what this Linux lacks; nothing on other systems."""
    if not LINUX:
        return []
    packages = [package for library, package in LIBRARIES.items() if not can_load(library)]
    if not has_chinese_font():
        packages.append(FONT_PACKAGE)
    if importlib.util.find_spec("ensurepip") is None:
        packages.append(f"python3.{sys.version_info[1]}-venv")
    return packages


def can_load(library: str) -> bool:
    """Tell whether the system's loader finds a shared library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def has_chinese_font() -> bool:
    """Tell whether a font with Chinese characters lies in one of the usual folders."""
    folders = [Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".local/share/fonts"]
    return any(next(folder.rglob(name), None) for folder in folders for name in CHINESE_FONTS)


def say(message: str) -> None:
    """Tell what is going on, apart from the job's own output."""
    print(f"{message} …", file=sys.stderr, flush=True)


def check(command: list[str], complaint: str) -> None:
    """Run a command; raise SetupError with the complaint below the command's own words if it fails."""
    if subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL, check=False).returncode:
        raise SetupError(complaint)


def run_quietly(command: list[str]) -> int:
    """Run a command without showing anything and return its exit code."""
    return subprocess.run(command, capture_output=True, check=False).returncode


def run_in_venv(command: list[str]) -> int:
    """Run a command in the repository and return its exit code."""
    return subprocess.run(command, cwd=ROOT, check=False).returncode


def replace_process(command: list[str]) -> int:
    """Become the command; on Windows, which has no such thing, run it and return its exit code."""
    if not WINDOWS:
        os.execv(command[0], command)
    return subprocess.run(command, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
