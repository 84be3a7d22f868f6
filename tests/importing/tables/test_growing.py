"""Rows of tasks as sections and items, nothing lost and nothing decided in silence."""

from hypothesis import given
from hypothesis import strategies as st

from planeditor.importing.blocks import TICK, Merge, Source, Table
from planeditor.importing.grammar import parse_source
from tests.importing.strings import squeeze, strings_of
from tests.importing.tables.tables import draft_of, shown

HEAD = "序号|重点任务|工作措施|牵头科室|责任科室|完成时限|备注\n"


def test_a_row_is_an_item_with_owners_due_and_fields() -> None:
    draft = draft_of(f"{HEAD}1|扩大资源|新建6所。\\n改建3所。|基教科|计财科、人事科|2021-12-31|见附表")
    assert shown(draft) == ["-1 | 扩大资源 | 新建6所。/改建3所。 | 备注=见附表 | 基教科*,计财科,人事科 | 2021-12-31"]
    assert not draft.questions


def test_words_of_a_due_that_are_no_exact_date_are_kept() -> None:
    draft = draft_of(f"{HEAD}1|甲|||乙科|2021年9月底前|\n2|丙|||乙科|长期坚持|\n3|丁|||乙科|2021年9月|")
    assert shown(draft) == [
        "-1 | 甲 |  | 完成时限=2021年9月底前 | 乙科 | 2021-09",
        "-2 | 丙 |  | 完成时限=长期坚持 | 乙科",
        "-3 | 丁 |  |  | 乙科 | 2021-09",
    ]


def test_rows_across_are_sections_on_their_levels() -> None:
    draft = draft_of(
        f"{HEAD}一、学前教育|<|<|<|<|<|<\n（一）扩容|<|<|<|<|<|<\n1|甲|||乙科||\n二、义务教育|<|<|<|<|<|<\n2|丙|||乙科||"
    )
    assert shown(draft) == [
        "#一、 | 学前教育",
        "  #（一） | 扩容",
        "    -1 | 甲 |  |  | 乙科",
        "#二、 | 义务教育",
        "  -2 | 丙 |  |  | 乙科",
    ]


def test_a_row_with_a_chinese_number_and_a_title_alone_is_a_section() -> None:
    draft = draft_of(f"{HEAD}一|学前教育|||||\n1|甲|||乙科||\n二|义务教育|||||\n2|丙|||乙科||")
    assert [line.split(" | ")[0].strip() for line in shown(draft)] == ["#一", "-1", "#二", "-2"]


def test_a_first_column_merged_down_names_sections_also_when_written_upright() -> None:
    draft = draft_of("类别|序号|任务|责任单位\n学\\n前|3|甲|乙科\n^|68|丙|乙科\n义务|69|丁|乙科")
    assert shown(draft) == [
        "# | 学前",
        "  -3 | 甲 |  |  | 乙科",
        "  -68 | 丙 |  |  | 乙科",
        "# | 义务",
        "  -69 | 丁 |  |  | 乙科",
    ]
    assert [(line.number, line.role) for line in draft.lines] == [(1, "table"), (2, "item"), (3, "item"), (4, "item")]


def test_who_does_it_and_by_when_is_said_of_every_item_beside_a_merged_cell() -> None:
    draft = draft_of(
        "月份|序号|任务|工作措施|责任领导|责任科室|完成时限\n3月|1|甲|同一份方案|张明|乙科、丙科|2021-06-30\n"
        "^|2|丁|^|^|^|^\n4月|3|戊||李红|己科|"
    )
    assert shown(draft) == [
        "-1 | 甲 | 同一份方案 | 月份=3月,责任领导=张明 | 乙科,丙科 | 2021-06-30",
        "-2 | 丁 |  | 月份=3月,责任领导=张明 | 乙科,丙科 | 2021-06-30",
        "-3 | 戊 |  | 月份=4月,责任领导=李红 | 己科",
    ]


def test_numbers_of_a_plan_above_are_kept_and_asked_about() -> None:
    draft = draft_of("序号|任务|责任单位\n3|甲|乙科\n68|丙|乙科")
    assert [node.mark for node in draft.snapshot.walk()] == ["3", "68"]
    assert draft.questions


def test_measures_in_several_rows_under_one_number_are_one_item() -> None:
    draft = draft_of(f"{HEAD}1|甲|先做。|乙科|||\n^|^|再做。|^|||\n2|丙|做。|乙科|||")
    assert shown(draft) == ["-1 | 甲 | 先做。/再做。 |  | 乙科*", "-2 | 丙 | 做。 |  | 乙科*"]
    assert [line.number for line in draft.questions] == [2]


def test_owners_in_several_rows_under_one_number_are_all_the_items() -> None:
    draft = draft_of(f"{HEAD}1|甲|做。|乙科|||\n||||丙科||\n||||丁科||")
    assert shown(draft) == ["-1 | 甲 | 做。 |  | 乙科*,丙科,丁科"]


def test_rows_with_measures_and_owners_of_their_own_are_parts() -> None:
    draft = draft_of(f"{HEAD}1|甲|（1）招标|乙科||3月|\n^|^|（2）施工|丙科||9月|\n2|丁|做。|乙科|||")
    assert shown(draft) == [
        "-1 | 甲",
        "  -（1） | 招标 |  | 完成时限=3月 | 乙科*",
        "  -（2） | 施工 |  | 完成时限=9月 | 丙科*",
        "-2 | 丁 | 做。 |  | 乙科*",
    ]
    assert [line.number for line in draft.questions] == [2]


def test_cells_merged_over_some_parts_are_those_of_each() -> None:
    draft = draft_of(f"{HEAD}1|甲|招标|乙科|||\n^|^|施工|^|||\n^|^|验收|丙科|||")
    assert [line.split(" | ")[-1] for line in shown(draft)[1:]] == ["乙科*", "乙科*", "丙科*"]


def test_numbers_with_brackets_stand_below_those_without() -> None:
    draft = draft_of("序号|任务|责任单位\n1|甲|乙科\n（1）|丙|乙科\n（2）|丁|乙科\n2|戊|乙科\n2.1|己|乙科")
    assert [line.split(" | ")[0] for line in shown(draft)] == ["-1", "  -（1）", "  -（2）", "-2", "  -2.1"]


def test_what_stands_right_below_a_section_without_number_is_its_text() -> None:
    draft = draft_of(f"{HEAD}一、学前|<|<|<|<|<|<\n||总的要求。|乙科|||\n1|甲|||丙科||")
    assert shown(draft) == ["#一、 | 学前 | 总的要求。 |  | 乙科*", "  -1 | 甲 |  |  | 丙科"]


def test_headers_and_titles_of_further_pages_are_set_aside() -> None:
    draft = draft_of("某局任务表|<|<\n序号|任务|责任单位\n1|甲|乙科\n某局任务表|<|<\n序号|任务|责任单位\n2|丙|乙科")
    assert shown(draft) == ["-1 | 甲 |  |  | 乙科", "-2 | 丙 |  |  | 乙科"]
    assert draft.snapshot.unplaced.count("序号\t任务\t责任单位") == 2


def test_another_header_changes_the_columns_from_there_on() -> None:
    draft = draft_of("序号|任务|责任单位\n1|甲|乙科\n序号|牵头单位|重点任务\n2|丙科|丁")
    assert shown(draft) == ["-1 | 甲 |  |  | 乙科", "-2 | 丁 |  |  | 丙科*"]


def test_totals_and_notes_are_set_aside() -> None:
    draft = draft_of(
        "序号|任务|投资|责任单位\n1|甲|5|乙科\n合计||5|\n注：以财政评审为准。|<|<|<\n填报人：张三|||审核：李四"
    )
    assert len(shown(draft)) == 1
    assert len(draft.snapshot.unplaced) == 4
    assert {line.number for line in draft.questions} == {4, 5}


def test_labels_in_a_cell_of_measures_make_fields() -> None:
    draft = draft_of(f"{HEAD}1|甲|问题描述：不够。\\n工作措施：先做。\\n再做。|乙科|||")
    assert shown(draft) == ["-1 | 甲 |  | 问题描述=不够。,工作措施=先做。/再做。 | 乙科*"]


def test_one_column_of_owners_may_name_leads_itself() -> None:
    draft = draft_of("任务|责任单位\n甲|牵头：乙科；配合：丙科\\n丁科\n戊|教师工作\\n科、人事科\n己|—")
    assert shown(draft) == ["- | 甲 |  |  | 乙科*,丙科,丁科", "- | 戊 |  |  | 教师工作科,人事科", "- | 己"]


def test_a_long_task_is_cut_at_its_heading_sentence() -> None:
    draft = draft_of(
        "序号|工作内容|责任单位\n1|完善机制。建立台账，按月调度。|乙科\n2|全面推进各项改革任务落地见效|丙科"
    )
    assert shown(draft) == [
        "-1 | 完善机制 | 建立台账，按月调度。 |  | 乙科",
        "-2 | 全面推进各项改革任务落地见效 |  |  | 丙科",
    ]


def test_a_table_said_to_be_text_is_kept_row_by_row() -> None:
    draft = draft_of("序号|任务|责任单位\n1|甲|乙科", ())
    assert not [node for node in draft.snapshot.walk() if node.owners]
    words = squeeze("".join(strings_of(draft)))
    assert all(word in words for word in ("序号", "任务", "甲", "乙科"))


def test_columns_are_read_as_people_say() -> None:
    draft = draft_of("学校|班级|说明\n一中|30|新建", ("title", "target", "body"))
    assert shown(draft) == ["- | 一中 | 新建 | 量化目标=30"]


def test_a_header_alone_makes_no_item() -> None:
    assert shown(draft_of("序号|任务|责任单位\n||")) == []


cells = st.sampled_from(
    ["", "", "1", "2", "（续）", "一", "一、学前", "推进改革", "基教科、人事科", "2020-06", "9月底", "合计", "注：无",
     "序号", "任务"]
) | st.text(alphabet="教育改革3。\n、（）", max_size=6)  # fmt: skip


@st.composite
def tables(draw: st.DrawFn) -> Table:
    width = draw(st.integers(2, 6))
    head = ("序号", "重点任务", "工作措施", "责任单位", "完成时限", "经费")[:width]
    rows = draw(st.lists(st.lists(cells, min_size=width, max_size=width).map(tuple), max_size=8))
    merge = st.builds(Merge, st.integers(0, 8), st.integers(0, 5), st.integers(1, 4), st.integers(1, 6))
    merges = draw(st.lists(merge, max_size=3))
    return Table(1, (head, *rows), tuple(merges))


@given(table=tables())
def test_no_word_of_any_table_is_lost_and_every_line_told(table: Table) -> None:
    draft = parse_source(Source("表.xlsx", (table,)))
    filled = [line for line, row in enumerate(table.rows, 1) if any(cell.strip() for cell in row)]
    assert [line.number for line in draft.lines] == filled
    kept = squeeze("".join(strings_of(draft))) + "".join(node.due for node in draft.snapshot.walk()) + "续"
    for line in draft.lines:
        assert all(character in kept for character in squeeze(line.text) if character.isalnum()), line


IDS = ("0SA5T7EDSTF9M", "0SA5T7EDSTF9N", "0SA5T7EDSTF9P", "0SA5T7EDSTF9Q")


def test_a_row_with_an_id_of_its_own_is_an_item_whatever_is_empty_in_it() -> None:
    rows = [("1", "甲", "先做。"), ("2", "", "再做。"), ("3", "", "三做。"), ("", "", "四做。")]
    body = "\n".join("|".join((*row, "乙科", id_)) for row, id_ in zip(rows, IDS, strict=True))
    draft = draft_of(f"序号|重点任务|具体举措|责任科室|标识\n{body}")
    assert shown(draft) == [
        "-1 | 甲 | 先做。 |  | 乙科",
        "-2 |  | 再做。 |  | 乙科",
        "-3 |  | 三做。 |  | 乙科",
        "- |  | 四做。 |  | 乙科",
    ]


def test_rows_with_an_id_each_have_no_sections_of_tasks_side_by_side() -> None:
    rows = "\n".join(
        f"{n}|{'甲' if n == 1 else ''}|{task}|乙科|{IDS[n]}" for n, task in ((1, "丙"), (2, "丁"), (3, "戊"))
    )
    draft = draft_of(f"序号|重点任务|工作任务|责任科室|标识\n{rows}")
    assert [node.kind for node in draft.snapshot.walk()] == ["item"] * 3


def test_merged_tasks_saved_as_text_are_sections_though_every_row_is_numbered() -> None:
    draft = draft_of(
        "序号|重点任务|具体举措|责任科室\n1|甲|先做。|乙科\n2||再做。|乙科\n3|丙|三做。|丁科\n4||四做。|丁科"
    )
    assert [line.split(" | ")[:2] for line in shown(draft)] == [
        ["#", "甲"],
        ["  -1", "先做"],
        ["  -2", "再做"],
        ["#", "丙"],
        ["  -3", "三做"],
        ["  -4", "四做"],
    ]


def test_where_no_cell_above_can_go_on_empty_cells_are_tasks_without_a_name() -> None:
    draft = draft_of(
        "序号|重点任务|具体举措|责任科室\n一、党建|||\n1|甲|先做。|乙科\n2||再做。|乙科\n二、教学|||\n3||三做。|丁科\n4|丙|四做。|丁科"
    )
    assert [line.split(" | ")[0].strip() for line in shown(draft)] == ["#一、", "-1", "-2", "#二、", "-3", "-4"]


def test_a_cancel_is_heard_every_few_hundred_rows_of_a_table_and_in_every_later_step() -> None:
    rows = (
        ("序号", "重点任务", "具体举措", "责任科室"),
        *((str(n), f"任务{n}", "做。", "乙科") for n in range(1, 4 * TICK)),
    )
    heard: list[float] = []
    parse_source(Source("表.xlsx", (Table(1, rows),)), progress=lambda done: heard.append(done) is None)
    assert heard == sorted(heard)
    for begin, end in ((0.06, 0.24), (0.24, 0.4), (0.56, 0.98)):  # rows, their shape, their targets
        assert len({done for done in heard if begin < done < end}) >= 3
