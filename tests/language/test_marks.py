"""Numbering marks at the start of a line."""

import pytest

from planeditor.language.marks import lists_inside, read_bare_number, read_mark, strip_bullet


@pytest.mark.parametrize(
    ("line", "family", "style", "number", "rest"),
    [
        ("一、总体要求", "chinese", "一、", 1, "总体要求"),
        ("十三、优化服务", "chinese", "一、", 13, "优化服务"),
        ("二．加强管理", "chinese", "一．", 2, "加强管理"),
        ("（三）推进改革。正文", "chinese_bracket", "（一）", 3, "推进改革。正文"),
        ("(十二) 推进改革", "chinese_bracket", "(一)", 12, "推进改革"),
        ("㈣推进改革", "chinese_bracket", "㈠", 4, "推进改革"),
        ("5.做好招生", "digit", "1.", 5, "做好招生"),
        ("5．做好招生", "digit", "1．", 5, "做好招生"),
        ("5﹒做好招生", "digit", "1﹒", 5, "做好招生"),
        ("15、做好招生", "digit", "1、", 15, "做好招生"),
        ("11. 做好招生", "digit", "1.", 11, "做好招生"),
        ("1250.做好招生", "digit", "1.", 1250, "做好招生"),
        ("03.做好招生", "digit", "01.", 3, "做好招生"),
        ("６．做好招生", "digit", "１．", 6, "做好招生"),
        ("⒊做好招生", "digit", "⒈", 3, "做好招生"),
        ("2.2021年底前建成", "digit", "1.", 2, "2021年底前建成"),
        ("（2）开展培训", "digit_bracket", "（1）", 2, "开展培训"),
        ("2）开展培训", "digit_bracket", "1）", 2, "开展培训"),
        ("⑵开展培训", "digit_bracket", "⑴", 2, "开展培训"),
        ("③开展培训", "circled", "①", 3, "开展培训"),
        ("三是加强督查", "prose", "一是", 3, "加强督查"),
        ("二要压实责任", "prose", "一要", 2, "压实责任"),
        ("第二，压实责任", "prose", "第一，", 2, "压实责任"),
        ("第三部分 工作打算", "part", "第一部分", 3, "工作打算"),
        ("第二章：职责", "chapter", "第一章", 2, "职责"),
        ("——坚持党的领导", "dash", "——", 0, "坚持党的领导"),
        ("第三条 加强监督", "article", "第一条", 3, "加强监督"),
        ("第十二条：加强监督", "article", "第一条：", 12, "加强监督"),
        ("项目二：智慧校园", "article", "项目一：", 2, "智慧校园"),
        ("任务3 进课堂", "article", "任务1", 3, "进课堂"),
        ("1.2 理论武装", "path", "1.1", 2, "理论武装"),
        ("2.1.3理论武装", "path", "1.1.1", 3, "理论武装"),
        ("1.2 2021年招生", "path", "1.1", 2, "2021年招生"),
        ("3.1、理论武装", "path", "1.1、", 1, "理论武装"),
    ],
)  # fmt: skip
def test_a_mark_is_read_with_style_number_and_rest(line: str, family: str, style: str, number: int, rest: str) -> None:
    mark = read_mark(line)
    assert mark is not None
    assert (mark.family, mark.style, mark.number, line[mark.end :]) == (family, style, number, rest)


@pytest.mark.parametrize(
    "line",
    [
        "一、二年级学生",
        "3、4号楼",
        "3.5亿元",
        "2020.3.5",
        "一是一",
        "十四五规划",
        "第三批学校",
        "百分之五",
        "1 加强",
        "第三条的规定",
        "第二条款",
        "项目建设",
        "2.1万人",
        "1.5 亿元",
        "9.1日开学",
        "全面加强",
    ],
)
def test_lists_decimals_and_plain_words_are_no_marks(line: str) -> None:
    assert read_mark(line) is None


@pytest.mark.parametrize(
    "line", ["- 二、推进", "• 二、推进", "●二、推进", "## 二、推进", "　　二、推进", "\ufeff二、推进"]
)
def test_bullets_and_indents_before_a_mark_are_taken_off(line: str) -> None:
    assert strip_bullet(line) == "二、推进"


def test_a_minus_or_a_dash_head_is_no_bullet() -> None:
    assert strip_bullet("-5℃以下") == "-5℃以下"
    assert strip_bullet("——坚持") == "——坚持"


@pytest.mark.parametrize(
    ("line", "inside"),
    [
        ("一是改进评价；二是改革招生。", True),
        ("①完善方案；②做好准备。", True),
        ("一是改进评价。全年开展2次。", False),
        ("1.甲；2.乙", False),
    ],
)
def test_a_paragraph_that_lists_within_itself_is_told_apart(line: str, inside: bool) -> None:
    mark = read_mark(line)
    assert mark is not None
    assert lists_inside(mark, line[mark.end :]) is inside


def test_a_path_tells_the_numbers_above_it() -> None:
    mark = read_mark("2.1.3 理论武装")
    assert mark is not None
    assert (mark.path, mark.number, mark.text) == ((2, 1), 3, "2.1.3")


@pytest.mark.parametrize(("line", "number"), [("3 党建工作", 3), ("12　党建工作", 12)])
def test_a_bare_number_is_read_where_it_is_asked_for(line: str, number: int) -> None:
    mark = read_bare_number(line)
    assert mark is not None
    assert (mark.family, mark.number, line[mark.end :]) == ("digit", number, "党建工作")
    assert read_bare_number("3党建") is read_bare_number("2021 年") is None
