"""`planeditor import`: many kinds of documents, one or several, become a plan file."""

from pathlib import Path

import pytest

from planeditor import cli
from planeditor.plan.entities import Snapshot
from planeditor.store import create_plan, read_plan
from tests.small_plan import small_plan

FILES = Path(__file__).parent / "files"


def _run(*arguments: object) -> int:
    return cli.main([str(argument) for argument in arguments])


def _titles(path: Path) -> list[str]:
    return [node.title for node in read_plan(path).walk()]


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "计划.plan"
    create_plan(path, small_plan())
    return path


@pytest.mark.parametrize("name", ["html/site.html", "markdown/plan.md", "opml/mindmap.opml"])
def test_documents_of_many_kinds_are_imported(tmp_path: Path, name: str) -> None:
    assert _run("import", FILES / name, "-o", tmp_path / "a.plan") == 0
    assert "加强党的建设" in _titles(tmp_path / "a.plan")


def test_several_documents_become_one_plan(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sources = [FILES / "html" / "site.html", FILES / "markdown" / "plan.md", FILES / "opml" / "mindmap.opml"]
    out = tmp_path / "a.plan"
    assert _run("import", *sources, "-o", out) == 0
    snapshot = read_plan(out)
    assert [node.title for node in snapshot.nodes] == ["加强党的建设", "提高教育质量"]
    assert {"深化课程改革", "规范招生 ☑", "推进清廉学校建设 & 作风建设"} <= set(_titles(out))
    error = capsys.readouterr().err
    assert "site.html, plan.md, mindmap.opml → a.plan" in error
    assert "“plan.md”" in error


def test_a_plan_and_its_json_are_sources_too(plan: Path, tmp_path: Path) -> None:
    part, out = tmp_path / "part.txt", tmp_path / "out.plan"
    part.write_text("一、加强队伍建设\n1.招聘教师\n", encoding="utf-8")
    assert _run("export", plan, tmp_path / "计划.json") == 0
    for source in (plan, tmp_path / "计划.json"):
        assert _run("import", source, part, "-o", out) == 0
        assert "招聘教师" in [node.title for node in read_plan(out).nodes[1].children]
        out.unlink()
    assert _run("import", plan, "-o", out) == 0
    assert read_plan(out) == read_plan(plan)


def test_one_bad_document_among_several_leaves_no_plan(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = tmp_path / "坏.opml"
    bad.write_bytes(b"<opml>")
    assert _run("import", plan, bad, "-o", tmp_path / "out.plan") == 3
    error = capsys.readouterr().err
    assert "坏.opml" in error
    assert len(error.splitlines()) == 1
    assert not (tmp_path / "out.plan").exists()


@pytest.mark.parametrize(("choice", "kept"), [("accept", "建设5所学校"), ("original", "建设3所学校")])
def test_the_side_of_tracked_changes_can_be_chosen(tmp_path: Path, choice: str, kept: str) -> None:
    source, out = tmp_path / "a.html", tmp_path / "a.plan"
    source.write_text("<h1>2021年工作要点</h1><p>一、建校<p>1.建设<del>3所</del><ins>5所</ins>学校", encoding="utf-8")
    assert _run("import", source, "-o", out, "--revisions", choice) == 0
    assert _titles(out) == ["建校", kept]


def _targets(snapshot: Snapshot) -> int:
    return sum(len(node.targets) for node in snapshot.walk())


def test_targets_can_be_left_out(tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_text("2021年工作要点\n\n一、建校\n1.新建学校。年内新建学校3所。\n", encoding="utf-8")
    assert _run("import", source, "-o", tmp_path / "a.plan", "--no-targets") == 0
    assert _targets(read_plan(tmp_path / "a.plan")) == 0
    assert _run("import", source, "-o", tmp_path / "b.plan") == 0
    assert _targets(read_plan(tmp_path / "b.plan")) == 1
