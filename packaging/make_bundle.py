"""Make dist/planeditor with PyInstaller, check its files, run its self-test. Exits with 1 where something is wrong."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from importlib import metadata
from pathlib import Path

import bundling

ROOT = Path(__file__).resolve().parent.parent
BUNDLE = ROOT / "dist" / "planeditor"
LARGEST = 110_000_000 if sys.platform == "win32" else 210_000_000  # bytes; Linux needs ICU and X libraries too
SHIPPED = (
    "PySide6_Essentials", "shiboken6", "sqlite-utils", "sqlite-fts4", "lxml", "python-docx", "openpyxl", "et_xmlfile",
    "XlsxWriter", "rapidfuzz", "click", "click-default-group", "tabulate", "python-dateutil", "pluggy",
)  # fmt: skip


def main() -> int:
    """Build and check."""
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "WARN", "build.spec"]
    subprocess.run(command, cwd=ROOT, check=True)
    copy_licenses(BUNDLE / "_internal" / "licenses")
    size = bundling.size_of(BUNDLE)
    problems = bundling.find_problems(BUNDLE)
    if size > LARGEST:
        problems.append(f"the folder has {size:,} bytes, more than {LARGEST:,}")
    problems += try_out(BUNDLE / ("planeditor.exe" if sys.platform == "win32" else "planeditor"))
    print(f"{BUNDLE.relative_to(ROOT)}: {size / 1e6:.1f} MB")
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


def copy_licenses(folder: Path) -> None:
    """Put the licence texts that the Python packages bring into folders of their names."""
    for name in SHIPPED:
        package = metadata.distribution(name)
        texts = [file for file in package.files or () if file.name.upper().startswith(("LICEN", "COPYING", "NOTICE"))]
        target = folder / package.name
        target.mkdir(parents=True, exist_ok=True)
        for text in texts:
            shutil.copy(str(text.locate()), target)
        (target / "PACKAGE.txt").write_text(f"{package.name} {package.version}\n", encoding="utf-8")


def try_out(program: Path) -> list[str]:
    """Run the bundled program's self-test far from the source and return what failed."""
    with tempfile.TemporaryDirectory() as name:
        report = Path(name) / "自检.json"
        environment = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "VIRTUAL_ENV"))}
        done = subprocess.run(
            [str(program), "--self-test", str(report)], cwd=name, env=environment, timeout=300, check=False
        )
        if not report.exists():
            return [f"the self-test wrote no report (exit code {done.returncode})"]
        result = json.loads(report.read_text(encoding="utf-8"))
    print(json.dumps({name: check["seconds"] for name, check in result["checks"].items()}))
    return [f"self-test {name}: {check['detail']}" for name, check in result["checks"].items() if not check["ok"]]


if __name__ == "__main__":
    sys.exit(main())
