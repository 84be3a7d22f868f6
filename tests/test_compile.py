"""Compiling forms, icons, translations: only what changed, and forms speak through our catalogue."""

import importlib.util
import os
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parent.parent
FORM = """<?xml version="1.0" encoding="UTF-8"?>
<ui version="4.0">
 <class>Note</class>
 <widget class="QWidget" name="Note">
  <property name="windowTitle"><string>Open “{name}”</string></property>
 </widget>
 <resources><include location="../resources/planeditor.qrc"/></resources>
</ui>
"""


@pytest.fixture
def compiler(tmp_path: Path) -> ModuleType:
    """packaging/compile.py, at work in a folder of its own."""
    (tmp_path / "packaging").mkdir()
    script = tmp_path / "packaging" / "compile.py"
    script.write_bytes((ROOT / "packaging" / "compile.py").read_bytes())
    spec = importlib.util.spec_from_file_location("compile_elsewhere", script)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def form(compiler: ModuleType) -> Path:
    """One form in the folder's ui/."""
    path = Path(compiler.ROOT, "ui", "note.ui")
    path.parent.mkdir()
    path.write_text(FORM, encoding="utf-8")
    return path


def test_a_form_is_compiled_once_and_again_when_it_changes(compiler: ModuleType, form: Path) -> None:
    target = compiler.FORMS / "ui_note.py"
    assert compiler.compile_forms() == [target]
    assert compiler.compile_forms() == []
    later = target.stat().st_mtime + 5
    os.utime(form, (later, later))
    assert compiler.compile_forms() == [target]


def test_a_form_takes_its_texts_and_its_icons_from_us(compiler: ModuleType, form: Path) -> None:
    code = compiler.compile_forms()[0].read_text(encoding="utf-8")
    assert 'translate_form(u"Open \\u201c{name}\\u201d", None)' in code
    assert "from planeditor.i18n import translate_form\n" in code
    assert "from planeditor.gui import resources_rc\n" in code
    assert "import planeditor_rc" not in code


def test_a_form_that_is_gone_takes_its_module_with_it(compiler: ModuleType, form: Path) -> None:
    target = compiler.compile_forms()[0]
    form.unlink()
    compiler.compile_forms()
    assert not target.exists()


def test_a_broken_form_is_named(compiler: ModuleType, form: Path) -> None:
    form.write_text("<ui>", encoding="utf-8")
    with pytest.raises(compiler.CompileError, match=r"note\.ui"):
        compiler.compile_forms()
