"""Make the program's folder with PyInstaller, check its files, run its self-test. Exits with 1 if something is wrong.

    python packaging/make_bundle.py [--into FOLDER] [--build-only]

By default the folder is dist/planeditor. One rule: the same for every system; a Windows Python makes a Windows bundle,
also where it runs under wine, whose bundle is checked from outside afterwards.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from importlib import metadata
from pathlib import Path

import bundle_checks

ROOT = Path(__file__).resolve().parent.parent
SELF_TEST_S = 300
SHIPPED = (
    "PySide6_Essentials", "shiboken6", "sqlite-utils", "sqlite-fts4", "lxml", "python-docx", "openpyxl", "et_xmlfile",
    "XlsxWriter", "rapidfuzz", "regex", "click", "click-default-group", "tabulate", "python-dateutil", "pluggy",
    "typing_extensions",
)  # fmt: skip


def main(arguments: list[str]) -> int:
    """Build and check."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--into", type=Path, default=ROOT / "dist")
    parser.add_argument("--build-only", action="store_true")
    options = parser.parse_args(arguments)
    bundle = options.into / "planeditor"
    build(options.into)
    return 0 if options.build_only else report(bundle, [*bundle_checks.find_problems(bundle), *try_out(bundle)])


def build(folder: Path) -> None:
    """Have PyInstaller make `folder`/planeditor, and put the licence texts into it."""
    work = ROOT / "build" / folder.name
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "WARN"]
    subprocess.run([*command, "--distpath", str(folder), "--workpath", str(work), "build.spec"], cwd=ROOT, check=True)
    copy_licenses(folder / "planeditor" / "_internal" / "licenses")


def copy_licenses(folder: Path) -> None:
    """Put the licence texts that the Python packages bring into folders of their names."""
    for name in SHIPPED:
        package = metadata.distribution(name)
        texts = [file for file in package.files or () if file.name.upper().startswith(("LICEN", "COPYING", "NOTICE"))]
        target = folder / name.lower()
        target.mkdir(parents=True, exist_ok=True)
        for text in texts:
            shutil.copy(str(text.locate()), target)
        (target / "PACKAGE.txt").write_text(f"{name} {package.version}\n", encoding="utf-8")


def try_out(bundle: Path) -> list[str]:
    """Run the bundled program's self-test far from the source and return what failed."""
    program = bundle / ("planeditor.exe" if bundle_checks.is_windows_bundle(bundle) else "planeditor")
    with tempfile.TemporaryDirectory() as name:
        result = Path(name) / "自检.json"
        environment = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "VIRTUAL_ENV"))}
        command = [str(program), "--self-test", str(result)]
        done = subprocess.run(command, cwd=name, env=environment, timeout=SELF_TEST_S, check=False)
        if not result.exists():
            return [f"the self-test wrote no report (exit code {done.returncode})"]
        checks = json.loads(result.read_text(encoding="utf-8"))["checks"]
    print(json.dumps({name: check["seconds"] for name, check in checks.items()}))
    return [f"self-test {name}: {check['detail']}" for name, check in checks.items() if not check["ok"]]


def report(bundle: Path, problems: list[str]) -> int:
    """Print the folder's size and the problems; return the exit code."""
    print(f"{bundle}: {bundle_checks.size_of(bundle) / 1e6:.1f} MB, {len(problems)} problems")
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
