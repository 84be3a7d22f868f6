"""The texts: every one translated, every one in the catalogue, none glued together from pieces."""

import ast
import importlib.util
import string
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any, TypeGuard

import pytest

from planeditor import i18n
from planeditor.i18n import _, ngettext, pgettext, translate_form

ROOT = Path(__file__).parent.parent
CATALOGUE = ROOT / "resources" / "locale" / "zh_CN.po"
FUNCTIONS = {"_", "mark", "ngettext", "pgettext"}
Key = tuple[object, str | None]


@pytest.fixture(scope="module")
def translate() -> ModuleType:
    """packaging/translate.py, which dev.py runs."""
    spec = importlib.util.spec_from_file_location("translate", ROOT / "packaging" / "translate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def template(translate: ModuleType) -> Any:
    """Every text of the code and the forms."""
    return translate.extract_template()


@pytest.fixture(scope="module")
def modules(translate: ModuleType) -> dict[Path, ast.Module]:
    """The code, parsed."""
    return {path: _parsed(path) for path in translate.source_files() if path.suffix == ".py"}


def _parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _keys(catalogue: Any) -> set[Key]:
    return {(message.id, message.context) for message in catalogue if message.id}


def test_every_text_has_a_chinese_translation_and_none_is_uncertain(translate: ModuleType) -> None:
    missing = translate.untranslated(translate.read_catalogue(CATALOGUE))
    assert [message.id for message in missing] == []


def test_the_catalogue_holds_the_texts_of_the_code_and_no_others(translate: ModuleType, template: Any) -> None:
    written, catalogued = _keys(template), _keys(translate.read_catalogue(CATALOGUE))
    assert (written - catalogued, catalogued - written) == (set(), set()), "run: python3 dev.py translate"


def test_translations_keep_the_named_fields(translate: ModuleType) -> None:
    wrong = {
        message.id: form
        for message in translate.read_catalogue(CATALOGUE)
        for form in _forms(message.string)
        if message.id and form and _fields(form) != _fields(_forms(message.id)[-1])
    }
    assert wrong == {}


def _forms(text: str | tuple[str, ...]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


def _fields(text: str) -> set[str]:
    return {name for _literal, name, _format, _conversion in string.Formatter().parse(text) if name is not None}


def test_no_text_is_glued_together_inside_the_call(modules: dict[Path, ast.Module]) -> None:
    glued = [f"{path.relative_to(ROOT)}:{line}" for path, module in modules.items() for line in _glued_calls(module)]
    assert glued == [], 'write _("Opened {name}").format(name=x)'


def test_no_text_is_translated_while_a_module_loads(modules: dict[Path, ast.Module]) -> None:
    early = [f"{path.relative_to(ROOT)}:{line}" for path, module in modules.items() for line in _early_calls(module)]
    assert early == [], "the language is not chosen yet: write mark(...) there and _() where it is shown"


def _early_calls(module: ast.Module) -> Iterator[int]:
    waiting: list[ast.AST] = [module]
    while waiting:
        node = waiting.pop()
        if _is_text_call(node, FUNCTIONS - {"mark"}):
            yield node.lineno
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            waiting.extend(ast.iter_child_nodes(node))


def test_the_check_finds_a_text_translated_too_early(tmp_path: Path) -> None:
    source = tmp_path / "early.py"
    lines = (
        'A = _("a")',
        'B = lambda: _("b")',
        "def f():",
        '    return _("c")',
        "class D:",
        '    e = _("e")',
    )
    source.write_text("\n".join(lines), encoding="utf-8")
    assert sorted(_early_calls(_parsed(source))) == [1, 6]


def _is_text_call(node: ast.AST, names: set[str]) -> TypeGuard[ast.Call]:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names


def _glued_calls(module: ast.Module) -> Iterator[int]:
    for node in ast.walk(module):
        if _is_text_call(node, FUNCTIONS) and any(map(_is_glued, node.args[:2])):
            yield node.lineno


def _is_glued(argument: ast.expr) -> bool:
    return isinstance(argument, ast.JoinedStr | ast.BinOp)


def test_the_check_finds_an_f_string_and_a_sum(tmp_path: Path) -> None:
    source = tmp_path / "glued.py"
    source.write_text('_("whole")\n_(f"{x}")\n_("a" + x)\nngettext("a", f"{n}", n)\n', encoding="utf-8")
    assert list(_glued_calls(_parsed(source))) == [2, 3, 4]


def test_texts_of_a_dictionary_fill_what_is_untranslated_and_nothing_else(
    translate: ModuleType, tmp_path: Path
) -> None:
    template = translate.Catalog()
    template.add("Open")
    template.add(("{count} item", "{count} items"))
    template.add("Close")
    path, dictionary = tmp_path / "zh_CN.po", tmp_path / "texts.py"
    path.write_text('msgid ""\nmsgstr ""\n\nmsgid "Close"\nmsgstr "关闭"\n', encoding="utf-8")
    dictionary.write_text(
        '{"Open": "打开", "{count} item": ["{count} 条"], "Close": "关", "Gone": "无"}', encoding="utf-8"
    )
    assert translate.update_catalogue(path, template, [dictionary]) == []
    texts = {message.id: message.string for message in translate.read_catalogue(path) if message.id}
    assert texts == {"Open": "打开", ("{count} item", "{count} items"): ("{count} 条",), "Close": "关闭"}


def test_updating_twice_changes_nothing(translate: ModuleType, template: Any, tmp_path: Path) -> None:
    path = tmp_path / "zh_CN.po"
    path.write_bytes(CATALOGUE.read_bytes())
    translate.update_catalogue(path, template, [])
    once = path.read_bytes()
    translate.update_catalogue(path, translate.extract_template(), [])
    assert path.read_bytes() == once


@pytest.mark.skipif(sys.platform == "win32", reason="Windows is asked for the language of its windows instead")
@pytest.mark.parametrize(
    ("variables", "language"),
    [
        ({}, "zh_CN"),
        ({"LANG": "C"}, "zh_CN"),
        ({"LANG": "POSIX"}, "zh_CN"),
        ({"LANG": "zh_CN.UTF-8"}, "zh_CN"),
        ({"LANG": "de_DE.UTF-8"}, "zh_CN"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "zh_CN.UTF-8"}, "zh_CN"),
        ({"LANG": "zh_CN.UTF-8", "LANGUAGE": "en_GB:zh"}, "en"),
        ({"LANG": "en_US.UTF-8", "PLANEDITOR_LANGUAGE": "zh_CN"}, "zh_CN"),
        ({"PLANEDITOR_LANGUAGE": "en"}, "en"),
    ],
)
def test_chinese_is_the_default_unless_the_system_speaks_english(
    variables: dict[str, str], language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG", "PLANEDITOR_LANGUAGE"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert i18n.install() == language
    assert i18n.language() == language


def test_an_unknown_text_comes_out_as_it_went_in() -> None:
    assert _("nobody wrote this") == "nobody wrote this"
    assert ngettext("{count} cat", "{count} cats", 2) in {"{count} cats", "{count} cat"}
    assert pgettext("noun", "nobody wrote this") == "nobody wrote this"
    assert translate_form("nobody wrote this", None) == "nobody wrote this"
