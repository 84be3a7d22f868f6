"""Tables as text: encodings, separators and quoted cells."""

import codecs

import pytest

from planeditor.errors import Cancelled, SourceError
from planeditor.importing.blocks import Table
from planeditor.importing.csv_file import read_csv

ROWS = (("序号", "重点任务", "责任单位"), ("1", "推进改革，促进公平", "基教科、人事科"), ("2", "改善条件", "计财科"))


def rows_of(text: str | bytes) -> tuple[tuple[str, ...], ...]:
    (table,) = read_csv(text.encode() if isinstance(text, str) else text, "表.csv").parts
    assert isinstance(table, Table)
    return table.rows


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_the_separator_is_told_by_the_lines(separator: str, line_end: str) -> None:
    assert rows_of(line_end.join(separator.join(row) for row in ROWS)) == ROWS


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_the_encoding_is_told_by_the_bytes(encoding: str) -> None:
    assert rows_of("\n".join(",".join(row) for row in ROWS).encode(encoding)) == ROWS


def test_quoted_cells_may_hold_line_ends_separators_and_quotes() -> None:
    assert rows_of('序号,任务\n1,"甲,乙\n丙""丁"""\n') == (("序号", "任务"), ("1", '甲,乙\n丙"丁"'))


def test_a_declared_separator_is_obeyed() -> None:
    assert rows_of("sep=;\n甲;乙,丙\n丁;戊,己\n") == (("甲", "乙,丙"), ("丁", "戊,己"))


def test_rows_are_made_equally_long_and_nothing_beyond_the_last_column_is_lost() -> None:
    assert rows_of("甲,乙,丙\n丁\n") == (("甲", "乙", "丙"), ("丁", "", ""))
    (row,) = rows_of(",".join(map(str, range(300))))
    assert row[-1].split("\t")[-1] == "299"


def test_empty_lines_at_the_end_are_no_rows_and_an_empty_file_has_no_table() -> None:
    assert rows_of("甲,乙\n\n\n") == (("甲", "乙"),)
    assert read_csv(codecs.BOM_UTF8, "空.csv").parts == ()


def test_what_is_no_text_is_refused_by_name() -> None:
    with pytest.raises(SourceError, match=r"图\.csv"):
        read_csv(b"\x89PNG\x00\x01", "图.csv")


def test_reading_can_be_cancelled() -> None:
    with pytest.raises(Cancelled):
        read_csv(b"a,b\n", "表.csv", progress=lambda _done: False)
