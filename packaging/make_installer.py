"""Make dist/planeditor-VERSION-setup.exe with NSIS out of the Windows bundle, and its checksum beside it.

    python packaging/make_installer.py

On Windows the bundle is made by this Python, on Linux under wine. One rule: no installer of a bundle with a problem.
Where PLANEDITOR_SIGN names a command (its last argument will be the file), the programs, the uninstaller and the
installer are signed by it, in this order.
"""

import hashlib
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import bundle_checks
import bundling
import make_bundle

ROOT = Path(__file__).resolve().parent.parent
DIST = ROOT / "dist"
WINDOWS = sys.platform == "win32"
BUNDLES = DIST if WINDOWS else DIST / "windows"
BUILD_S = 1200
SIGN = os.environ.get("PLANEDITOR_SIGN", "")


def main() -> int:
    """Build the bundle and the installer, and look at both."""
    make_windows_bundle()
    bundle = BUNDLES / "planeditor"
    if make_bundle.report(bundle, bundle_checks.find_problems(bundle)):
        return 1
    for program in ("planeditor.exe", "planeditor-cli.exe"):
        sign(bundle / program)
    setup = make_setup(bundle, bundling.program_version(ROOT), DIST)
    size = setup.stat().st_size
    print(f"{setup}: {size / 1e6:.1f} MB")
    if size > bundle_checks.LARGEST_SETUP:
        print(f"{setup.name} has {size:,} bytes, more than {bundle_checks.LARGEST_SETUP:,}", file=sys.stderr)
        return 1
    return 0


def make_windows_bundle() -> None:
    """Run make_bundle.py by a Windows Python: on Linux by that of wine."""
    if WINDOWS:
        make_bundle.build(BUNDLES)
        return
    import wine

    python = wine.set_up_python()
    windows = wine.Wine(wine.HOME / "prefix", "builder")
    windows.prepare()
    script = windows.windows_path(ROOT / "packaging" / "make_bundle.py")
    command = [str(python), script, "--build-only", "--into", windows.windows_path(BUNDLES)]
    code, output = windows.run(command, BUILD_S)
    if code:
        raise SystemExit(f"The Windows bundle could not be made (exit code {code}):\n{output}")


def make_setup(bundle: Path, version: str, folder: Path, name: str = "") -> Path:
    """Write `folder`/planeditor-VERSION-setup.exe and the same with .sha256 for sha256sum; return the former."""
    setup = folder / (name or f"planeditor-{version}-setup.exe")
    icon = ROOT / "build" / BUNDLES.name / "build" / "planeditor.ico"
    defines = {
        "VERSION": version,
        "NUMBERS": ".".join((version.split(".") + ["0"] * 4)[:4]),
        "SOURCE": str(bundle),
        "OUTPUT": str(setup),
        "ICON": str(icon),
        "SIDE_PICTURE": str(bundling.write_side_picture(ROOT, icon.with_name("side.bmp"))),
        "KILOBYTES": str(bundle_checks.size_of(bundle) // 1024),
    } | ({"SIGN": SIGN} if SIGN else {})
    flag = "/" if WINDOWS else "-"
    options = [f"{flag}V2", f"{flag}WX", f"{flag}INPUTCHARSET", "UTF8"]
    options += [f"{flag}D{key}={text}" for key, text in defines.items()]
    subprocess.run([makensis(), *options, str(ROOT / "packaging" / "installer.nsi")], check=True)
    digest = hashlib.sha256(setup.read_bytes()).hexdigest()
    setup.with_name(setup.name + ".sha256").write_text(f"{digest} *{setup.name}\n", encoding="ascii", newline="\n")
    return setup


def makensis() -> str:
    """Return NSIS' compiler; on Windows it is seldom on the path."""
    found = shutil.which("makensis")
    if found:
        return found
    folder = Path(os.environ.get("PROGRAMFILES(X86)", r"C:\Program Files (x86)")) / "NSIS"
    return str(folder / "makensis.exe")


def sign(program: Path) -> None:
    """Sign a program where a command for it was named."""
    if SIGN:
        subprocess.run([*shlex.split(SIGN), str(program)], check=True)


if __name__ == "__main__":
    sys.exit(main())
