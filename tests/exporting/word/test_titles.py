"""Long titles break where the sense does (GB/T 9704-2012 7.3.1)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planeditor.exporting.text import display_width
from planeditor.exporting.word.titles import title_lines


@pytest.mark.parametrize(
    "lines",
    [
        ["苏州市教育局2020年工作要点"],
        ["2020年全市教育系统重点工作任务分解表"],
        ["中共达州市委教育工作委员会达州市教育局", "关于印发《2020年工作要点》的通知"],
        ["温州市教育局关于做好2022年度", "全市义务教育学校招生入学工作的通知"],
        ["关于进一步加强全市中小学校", "幼儿园安全管理工作的实施意见"],
        ["XX县教育局关于开展2020—2021学年度", "第一学期期末考试工作的通知"],
        ["中共达州市委教育工作委员会", "达州市教育局2020年工作要点"],
    ],
)
def test_a_line_ends_where_a_reader_would_pause(lines: list[str]) -> None:
    whole = " ".join(lines) if lines[0].endswith("委员会") else "".join(lines)
    assert title_lines(whole, 20) == lines


@given(text=st.text(st.sampled_from("市教育局关于印发2020年工作要点《》的通知，X "), min_size=1, max_size=90))
def test_no_word_is_lost_and_no_line_is_too_long(text: str) -> None:
    lines = title_lines(text, 20)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(display_width(line) <= 40 for line in lines)


def test_years_and_brackets_stay_whole() -> None:
    (first, second) = title_lines("某某市教育局某某市财政局关于印发《某某市2021—2025年教育事业规划》的通知", 20)
    assert "2021—2025年" in first + second
    assert not second.startswith(("》", "的", "年", "—"))


def test_what_nobody_would_balance_is_left_to_the_page() -> None:
    assert title_lines("长" * 100_000, 20) == ["长" * 100_000]
