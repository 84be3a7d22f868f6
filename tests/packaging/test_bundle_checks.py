"""The rules of a finished bundle: each is noticed when it is broken."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

PACKAGING = Path(__file__).parents[2] / "packaging"


def _load(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"packaging_{name}", PACKAGING / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


checks, bundling = _load("bundle_checks"), _load("bundling")


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    """A Linux bundle in which nothing is wrong."""
    inside = tmp_path / "_internal"
    names = [name if "." in Path(name).name else f"{name}/file" for name in checks.REQUIRED]
    names += [f"licenses/{package}/LICENSE.txt" for package in checks.LICENSED]
    for name in [*names, "licenses/LICENSE", "PySide6/Qt/lib/libQt6Core.so.6"]:
        path = inside / name
        if not path.is_dir():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(b"")
    return tmp_path


def test_nothing_is_wrong_with_a_whole_bundle(bundle: Path) -> None:
    assert checks.find_problems(bundle) == []


@pytest.mark.parametrize("name", ["libQt6Charts.so.6", "Qt6DataVisualization.dll", "Qt6VirtualKeyboard.dll"])
def test_a_part_of_qt_that_is_for_the_gpl_only_is_noticed(bundle: Path, name: str) -> None:
    (bundle / "_internal" / name).write_bytes(b"")
    assert [problem for problem in checks.find_problems(bundle) if name in problem]


def test_missing_files_and_licences_are_noticed(bundle: Path) -> None:
    (bundle / "_internal" / "translations" / "qtbase_zh_CN.qm").unlink()
    (bundle / "_internal" / "licenses" / "lxml" / "LICENSE.txt").rename(
        bundle / "_internal" / "licenses" / "lxml" / "PACKAGE.txt"
    )
    assert checks.find_problems(bundle) == ["missing: translations/qtbase_zh_CN.qm", "no licence text of lxml"]


def test_a_bundle_that_grew_too_large_is_noticed(bundle: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(checks.LARGEST, "linux", 10)
    (bundle / "large").write_bytes(bytes(11))
    assert checks.find_problems(bundle) == ["the folder has 11 bytes, more than 10"]


def _windows_program() -> bytes:
    """A real program for Windows, which pip brings for its scripts."""
    import pip

    return (Path(pip.__file__).parent / "_vendor" / "distlib" / "w64.exe").read_bytes()


needs_pefile = pytest.mark.skipif(importlib.util.find_spec("pefile") is None, reason="comes with the extra “bundle”")


@needs_pefile
def test_icu_is_noticed_in_a_windows_bundle_only(bundle: Path) -> None:
    (bundle / "_internal" / "icuuc.dll").write_bytes(_windows_program())
    assert checks.find_problems(bundle) == []
    (bundle / "planeditor.exe").write_bytes(_windows_program())
    assert checks.find_problems(bundle) == ["ICU must not ship: _internal/icuuc.dll"]


@needs_pefile
def test_a_library_that_neither_windows_nor_the_bundle_has_is_noticed(tmp_path: Path) -> None:
    program = _windows_program()
    (tmp_path / "planeditor.exe").write_bytes(program)
    assert checks.find_unresolved(tmp_path) == []
    broken = program.replace(b"KERNEL32.dll", b"MISSING9.dll")
    assert broken != program
    (tmp_path / "planeditor.exe").write_bytes(broken)
    assert checks.find_unresolved(tmp_path) == ["planeditor.exe needs missing9.dll"]
    (tmp_path / "MISSING9.dll").write_bytes(program)
    assert checks.find_unresolved(tmp_path) == []


def test_what_no_window_uses_is_left_out_and_the_rest_stays() -> None:
    left = ["PySide6/plugins/tls/qschannelbackend.dll", "PySide6/translations/qtbase_de.qm", "MSVCP140.dll"]
    left += ["PySide6/Qt6Network.dll", "PySide6/opengl32sw.dll", "PySide6/plugins/imageformats/qtiff.dll"]
    kept = ["PySide6/plugins/platforms/qwindows.dll", "PySide6/translations/qtbase_zh_CN.qm", "PySide6/MSVCP140.dll"]
    kept += ["PySide6/Qt6Widgets.dll", "PySide6/plugins/imageformats/qsvg.dll", "VCRUNTIME140.dll"]
    entries = [(name, "", "BINARY") for name in (*left, *kept)]
    assert [name for name, _source, _kind in bundling.trimmed(entries)] == kept


def test_the_version_of_the_resources_is_the_programs(tmp_path: Path) -> None:
    from planeditor import __version__

    assert bundling.program_version(PACKAGING.parent) == __version__
    written = bundling.write_version_resource(PACKAGING.parent, tmp_path).read_text(encoding="utf-8")
    assert f"'ProductVersion', '{__version__}'" in written
    assert "计划编辑器" in written
