"""The command line as scripts use it: data on stdout, messages on stderr, the exit codes of the contract."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from planeditor import __version__, cli
from planeditor.bundled import bundled_path
from planeditor.importing.interchange import read_json
from planeditor.plan.entities import Node, Plan, Snapshot
from planeditor.plan.limits import LONGEST
from planeditor.plan.stamp import Stamp
from planeditor.store import create_plan, new_document, read_history, read_plan
from planeditor.store.user_folder import templates_folder
from tests.exporting.samples import full_plan

ROOT = Path(__file__).parent.parent
TEXT = """2020年工作要点

一、加强党的建设
1.完善体制机制。坚持引领。
（责任单位：党建办）
2.推进从严治党。抓实主体责任。
3.建设清廉学校。打造50个阵地。
"""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A plan file with everything in it."""
    path = tmp_path / "计划.plan"
    create_plan(path, full_plan())
    return path


def _run(*arguments: object) -> int:
    try:
        return cli.main([str(argument) for argument in arguments])
    except SystemExit as leaving:  # argparse
        return int(leaving.code or 0)


def test_a_text_is_imported_and_its_json_comes_back_as_an_equal_plan(tmp_path: Path) -> None:
    source, first, second = tmp_path / "要点.txt", tmp_path / "一.plan", tmp_path / "二.plan"
    source.write_text(TEXT, encoding="utf-8")
    assert _run("import", source, "-o", first) == 0
    assert _run("export", first, tmp_path / "一.json") == 0
    assert _run("import", tmp_path / "一.json", "-o", second) == 0
    assert read_plan(first) == read_plan(second)
    assert [node.title for node in read_plan(first).walk()][:2] == ["加强党的建设", "完善体制机制"]


def test_the_numbering_of_an_import_can_be_chosen(tmp_path: Path) -> None:
    source = tmp_path / "要点.txt"
    source.write_text(TEXT, encoding="utf-8")
    for numbering in ("through", "restart"):
        assert _run("import", source, "-o", tmp_path / f"{numbering}.plan", "--numbering", numbering) == 0
        assert read_plan(tmp_path / f"{numbering}.plan").plan.numbering.endswith(numbering)


@pytest.mark.parametrize("suffix", ["json", "docx", "xlsx", "md", "html", "opml", "csv", "xml"])
def test_an_export_is_silent_and_the_same_each_time(
    plan: Path, capsys: pytest.CaptureFixture[str], suffix: str
) -> None:
    first, second = plan.with_name(f"一.{suffix}"), plan.with_name(f"二.{suffix}")
    assert _run("export", plan, first) == _run("export", plan, second) == 0
    assert first.read_bytes() == second.read_bytes()
    assert capsys.readouterr().out == ""


def test_an_export_names_the_state_of_the_plan_that_it_was_made_from(plan: Path) -> None:
    out = plan.with_name("a.json")
    assert _run("export", plan, out) == 0
    snapshot, (mark, *_earlier) = read_history(plan)
    assert Stamp.read(json.loads(out.read_text(encoding="utf-8"))["mark"]).mark == mark != ""
    assert snapshot == read_plan(plan) == read_json(out)


def test_an_export_keeps_what_exists_unless_forced(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = plan.with_name("a.json")
    out.write_text("mine")
    assert _run("export", plan, out) == 4
    assert out.read_text() == "mine"
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert _run("export", plan, out, "--force") == 0
    assert read_json(out) == full_plan()


def test_an_export_into_a_missing_folder_exits_with_4(plan: Path) -> None:
    assert _run("export", plan, plan.parent / "没有" / "a.json") == 4


def test_an_import_keeps_what_exists(plan: Path) -> None:
    source = plan.with_name("要点.txt")
    source.write_text(TEXT, encoding="utf-8")
    before = plan.read_bytes()
    assert _run("import", source, "-o", plan) == 4
    assert plan.read_bytes() == before


def test_one_departments_items_and_a_named_layout_are_exported(plan: Path) -> None:
    out = plan.with_name("a.json")
    assert _run("export", plan, out, "--owner", "计财科") == 0
    assert [node.title for node in read_json(out).walk()] == ["全面加强党的建设", "加快推进教育重大项目实施"]
    assert _run("export", plan, plan.with_name("a.xlsx"), "--layout", "tasks") == 0


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("dance",),
        ("import", "a.txt"),
        ("export", "PLAN", "a.pdf"),
        ("export", "PLAN", "a.docx", "--layout", "dance"),
        ("export", "PLAN", "a.json", "--owner", "没有"),
        ("export", "PLAN", "a.json", "--owner", ""),
        ("new", "--template", "没有", "-o", "b.plan"),
        ("new", "--template", "../samples/sample", "-o", "b.plan"),
        ("check", "PLAN", "--format", "xml"),
    ],
)
def test_a_wrong_usage_exits_with_2(plan: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]) -> None:
    monkeypatch.chdir(plan.parent)
    assert _run(*(plan if argument == "PLAN" else argument for argument in arguments)) == 2
    assert list(plan.parent.iterdir()) == [plan]


@pytest.mark.parametrize("command", ["check", "info", "verify", "export"])
@pytest.mark.parametrize("source", ["missing", "folder", "empty", "foreign", "cut", "altered"])
def test_a_file_that_is_no_plan_exits_with_3_and_one_line(
    plan: Path, capsys: pytest.CaptureFixture[str], command: str, source: str
) -> None:
    bad = plan.with_name("坏.plan")
    _make_bad(bad, source, plan.read_bytes())
    out = plan.with_name("out.json")
    assert _run(command, bad, *([out] if command == "export" else [])) == 3
    captured = capsys.readouterr()
    assert captured.out == ""
    assert len(captured.err.splitlines()) == 1
    assert "坏.plan" in captured.err
    assert not out.exists()


def _make_bad(path: Path, source: str, good: bytes) -> None:
    if source == "folder":
        path.mkdir()
    elif source != "missing":
        text = "全面加强党的建设".encode()
        assert text in good
        contents = {"empty": b"", "foreign": b"PK\x03\x04" + b"x" * 5000, "cut": good[:6000]}
        path.write_bytes(contents.get(source, good.replace(text, "全面加强团的建设".encode())))


@pytest.mark.parametrize("content", [b"", b"{}", b"{", b"\x00\x01\x02"])
def test_a_document_that_cannot_be_read_exits_with_3(tmp_path: Path, content: bytes) -> None:
    source = tmp_path / "a.json"
    source.write_bytes(content)
    assert _run("import", source, "-o", tmp_path / "a.plan") == 3
    assert list(tmp_path.iterdir()) == [source]


def test_every_template_makes_a_plan_with_ids_of_its_own(tmp_path: Path) -> None:
    for name in ("一", "二"):
        assert _run("new", "--template", "gongzuoyaodian", "-o", tmp_path / f"{name}.plan") == 0
    first, second = read_plan(tmp_path / "一.plan"), read_plan(tmp_path / "二.plan")
    assert first.plan.title == second.plan.title
    assert first.plan.id != second.plan.id


def test_a_template_of_ones_own_makes_a_plan(tmp_path: Path) -> None:
    shutil.copy(bundled_path("templates/gongzuoyaodian.json"), templates_folder() / "我局要点.json")
    assert _run("new", "--template", "我局要点", "-o", tmp_path / "一.plan") == 0
    assert read_plan(tmp_path / "一.plan").plan.title


def test_an_unknown_template_is_told_with_the_ones_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert _run("new", "--template", "没有", "-o", "b.plan") == 2
    assert "gongzuoyaodian" in capsys.readouterr().err


def test_check_lists_the_problems_as_the_contract_says(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run("check", plan, "--format", "json") == 1
    problems = json.loads(capsys.readouterr().out)
    assert {tuple(problem) for problem in problems} == {("rule", "severity", "id", "number", "message")}
    leads = [problem for problem in problems if problem["rule"] == "no-lead"]
    assert [(problem["severity"], problem["number"]) for problem in leads] == [
        ("warning", "3."),
        ("warning", "4."),
        ("warning", "（1）"),
    ]
    assert len(problems[0]["id"]) == 13


def test_check_tells_what_the_source_of_an_import_lacks(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, made = tmp_path / "来源.txt", tmp_path / "来源.plan"
    source.write_text("工作要点\n一、甲\n1.加强管理。\n2.提高质量。\n二、乙\n5.促进公平。\n", encoding="utf-8")
    assert _run("import", source, "-o", made) == 0
    capsys.readouterr()
    assert _run("check", made, "--format", "json") == 1
    gaps = [problem for problem in json.loads(capsys.readouterr().out) if problem["rule"] == "source-gap"]
    assert [problem["number"] for problem in gaps] == ["3."]
    assert "3–4" in gaps[0]["message"]


def test_check_fails_from_the_severity_asked_for(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run("check", plan, "--fail-on", "error") == 0
    assert _run("check", plan, "--fail-on", "warning") == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[: len(lines) // 2] == lines[len(lines) // 2 :]
    assert all(len(line.split("\t")) == 3 for line in lines)


def test_check_leaves_out_what_people_dismissed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = new_document(Snapshot(Plan(1, "2026年工作要点", year=2026), (), (Node(2, "item", body="推进工作。"),)))
    path = tmp_path / "计划.plan"
    document.dismiss("no-lead", 2, "", "由领导另定")
    document.publish_to(path)
    document.close()
    assert _run("check", path, "--format", "json") == 0
    assert json.loads(capsys.readouterr().out) == []


def test_info_tells_what_a_plan_holds(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run("info", plan, "--format", "json") == 0
    facts = json.loads(capsys.readouterr().out)
    assert facts == {
        "title": "达州市教育局 2020年工作要点",
        "year": 2020,
        "numbering": "一、 （一） | 1. （1） ① | through",
        "sections": 3,
        "items": 5,
        "targets": 3,
        "departments": 4,
        "unplaced": 1,
        "size": plan.stat().st_size,
    }
    assert _run("info", plan) == 0
    assert "2020" in capsys.readouterr().out


def test_verify_tells_the_digest_of_a_whole_file(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run("verify", plan) == 0
    assert "node\t8" in capsys.readouterr().out


def test_a_bug_of_ours_is_one_line_unless_debugging(
    plan: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("planeditor.store.read_plan", lambda _path: 1 / 0)
    assert _run("info", plan) == 70
    assert len(capsys.readouterr().err.splitlines()) == 1
    monkeypatch.setenv("PLANEDITOR_DEBUG", "1")
    assert _run("info", plan) == 70
    assert "Traceback" in capsys.readouterr().err


def _process(*arguments: object, **environment: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "planeditor", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, check=False, env={**os.environ, **environment})


def test_a_console_of_another_encoding_gets_question_marks_and_no_traceback(plan: Path) -> None:
    run = _process("info", plan, PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert (run.returncode, run.stderr) == (0, b"")
    assert b"2020" in run.stdout


def test_no_command_loads_qt(plan: Path) -> None:
    code = (
        "import sys; from planeditor import cli;"
        f"[cli.main(['check', {str(plan)!r}]), cli.main(['export', {str(plan)!r}, sys.argv[1]])];"
        "sys.exit(any(name.startswith(('PySide6', 'shiboken6')) for name in sys.modules))"
    )
    for suffix in ("json", "docx", "xlsx"):
        command = [sys.executable, "-c", code, str(plan.with_name(f"a.{suffix}"))]
        assert subprocess.run(command, cwd=ROOT, capture_output=True, check=False).returncode == 0


def test_the_version_is_told() -> None:
    with pytest.raises(SystemExit) as leaving:
        cli.main(["--version"])
    assert leaving.value.code == 0
    assert __version__


def test_a_text_too_long_for_a_plan_exits_with_3(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "长.txt"
    source.write_text("一、党建\n1.工作。" + "长" * (LONGEST + 1), encoding="utf-8")
    assert _run("import", source, "-o", tmp_path / "a.plan") == 3
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert list(tmp_path.iterdir()) == [source]


@pytest.mark.skipif(sys.platform == "win32", reason="closes and fills a stream the way Unix does")
def test_a_closed_or_full_output_is_no_bug(plan: Path) -> None:
    command = f'"{sys.executable}" -m planeditor info "{plan}"'
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    for redirected, code in ((">&-", 0), ("> /dev/full", 4)):
        done = subprocess.run(f"{command} {redirected}", shell=True, env=environment, capture_output=True, check=False)
        assert done.returncode == code, done.stderr.decode()
        assert len(done.stderr.splitlines()) == (code > 0)
