"""Blocks of cells: what goes to a spreadsheet comes back equal, and what comes from one keeps its cells."""

from hypothesis import given
from hypothesis import strategies as st

from planeditor.plan.tables.cells import read_clipboard, read_html, read_text, spread, write_html, write_text

CELLS = st.text(st.sampled_from('甲乙12"，\t\n% <&>'), max_size=6).map(str.strip)
BLOCKS = st.integers(1, 4).flatmap(lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=1))


@given(BLOCKS)
def test_a_block_written_as_text_reads_back_equal(block: list[list[str]]) -> None:
    while block and not any(block[-1]):  # empty rows at the end cannot be told from the end
        block.pop()
    assert read_text(write_text(block)) == block or not block


@given(BLOCKS)
def test_a_block_written_as_html_reads_back_with_its_words(block: list[list[str]]) -> None:
    read = read_html(write_html(block))
    assert [[cell.split() for cell in row] for row in read] == [[cell.split() for cell in row] for row in block]


def test_a_quoted_cell_of_a_spreadsheet_keeps_its_lines() -> None:
    assert read_text('1\t"第一行\n第二行"\r\n2\t他说"好"\r\n') == [["1", "第一行\n第二行"], ["2", '他说"好"']]


def test_rows_of_different_length_become_a_rectangle() -> None:
    assert read_text("甲\t乙\n丙\n") == [["甲", "乙"], ["丙", ""]]


def test_merged_cells_of_a_pasted_table_leave_empty_cells_behind() -> None:
    html = (
        "<table><tr><td rowspan=2>党建办</td><td>1</td></tr><tr><td>2</td></tr><tr><td colspan=2>合计</td></tr></table>"
    )
    assert read_html(html) == [["党建办", "1"], ["", "2"], ["合计", ""]]


def test_a_table_is_preferred_to_the_text_beside_it_and_text_is_taken_where_there_is_none() -> None:
    assert read_clipboard("甲 乙", "<html><table><tr><td>甲</td><td>乙</td></tr></table></html>") == [["甲", "乙"]]
    assert read_clipboard("甲\t乙", "<p>甲 乙</p>") == [["甲", "乙"]]
    assert read_clipboard("", "") == []


def test_a_block_is_repeated_where_it_fits_the_selection_a_whole_number_of_times() -> None:
    assert spread([["甲"]], 2, 2) == [["甲", "甲"], ["甲", "甲"]]
    assert spread([["甲"], ["乙"]], 4, 1) == [["甲"], ["乙"], ["甲"], ["乙"]]
    assert spread([["甲"], ["乙"]], 3, 1) == [["甲"], ["乙"]]
