"""The pictures in a real window: what they say, how they are chosen from, and how they leave the program."""

from collections import Counter
from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import pytest
from lxml import etree
from PySide6.QtCore import QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QImage
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from planeditor.gui import theme
from planeditor.gui.actions import Act
from planeditor.gui.board_view import BoardView
from planeditor.gui.charts_drawing import Pen, Words
from planeditor.gui.charts_layout import lay_out, least_width
from planeditor.gui.charts_model import MOST_ROWS, spoken
from planeditor.gui.charts_output import pages_of, svg_bytes, whole_picture
from planeditor.gui.charts_view import ChartView, Mark
from planeditor.gui.main_window import MainWindow
from planeditor.plan.entities import Department, Node, Owner, Plan, Snapshot
from tests.gui.audits import overflowing
from tests.gui.names import unnamed

SVG = "{http://www.w3.org/2000/svg}"
Show = Callable[[Snapshot | None], BoardView]


@pytest.fixture
def show(open_window: Callable[..., MainWindow], qtbot: QtBot) -> Show:
    """Show the pictures of a plan, the small one unless another is given."""

    def show_one(snapshot: Snapshot | None = None) -> BoardView:
        window = open_window(snapshot)
        window.resize(1200, 800)
        window.activateWindow()
        board = window.views.view("board")
        assert isinstance(board, BoardView)
        with qtbot.waitSignal(board.shown):
            window.actions_by[Act.VIEW_BOARD].trigger()
        return board

    return show_one


@pytest.fixture
def board(show: Show) -> BoardView:
    """The pictures of the small plan."""
    return show(None)


def window_of(board: BoardView) -> MainWindow:
    """Return the window."""
    window = board.window()
    assert isinstance(window, MainWindow)
    return window


def said(chart: ChartView) -> list[str]:
    """Return what a screen reader says of a chart's segments."""
    return [mark.accessibleName() for mark in chart.marks]


def mark(board: BoardView, chart: str, words: str) -> Mark:
    """Return the segment with these words."""
    return next(one for one in board.charts[chart].marks if one.accessibleName() == words)


def wide_plan(departments: int) -> Snapshot:
    """Return a plan in which each of many departments leads one item."""
    names = tuple(Department(1000 + at, f"第{at}科") for at in range(departments))
    items = [
        Node(2000 + at, "item", f"第{at}条", owners=(Owner(3000 + at, each.id, "lead", each.name),))
        for at, each in enumerate(names)
    ]
    return Snapshot(Plan(1, "计划", year=2026), names, (Node(2, "section", "任务", children=tuple(items)),))


def test_every_count_is_there_in_words(board: BoardView) -> None:
    assert said(board.charts["sections"]) == [
        "一、扩大优质资源供给，条目：3", "一、扩大优质资源供给，目标：2", "二、加强队伍建设，条目：1",
    ]  # fmt: skip
    assert set(said(board.charts["departments"])) == {
        "计财科，牵头：1", "计财科，牵头条目的目标：2", "机关各科室，牵头：1", "基教科，责任：1",
    }  # fmt: skip
    assert said(board.charts["statuses"]) == ["滞后，条目：1", "未填报，条目：3"]
    assert "11月，目标时限：1" in said(board.charts["months"])
    assert "条目：4" in said(board.charts["overview"])


def test_a_click_shows_the_items_behind_a_bar_in_the_tree(board: BoardView, qtbot: QtBot) -> None:
    window = window_of(board)
    segment = mark(board, "departments", "计财科，牵头：1")
    qtbot.mouseClick(segment, Qt.MouseButton.LeftButton)
    assert window.views.current == "edit"
    qtbot.waitUntil(lambda: segment.place.segment.ids[0] in window.tree.filtered_ids)
    assert len(window.tree.filtered_ids & set(board.session.outline.entries)) >= 1


def test_a_column_can_be_clicked_as_well_as_its_number(board: BoardView, qtbot: QtBot) -> None:
    chart = board.charts["months"]
    target = mark(board, "months", "11月，目标时限：1")
    place = target.place.area.center().toPoint()
    with qtbot.waitSignal(board.filter_wanted) as signal:
        qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=place)
    assert signal.args == [list(target.place.segment.ids), "11月到期的目标"]
    assert chart.segment_at(QPointF(0, 0)) is None


def test_the_keyboard_reaches_every_segment(board: BoardView, qtbot: QtBot) -> None:
    board.setFocus()
    for chart in board.charts.values():
        chart.take_focus()
        QTest.keyClick(QGuiApplication.focusObject(), Qt.Key.Key_Home)
        reached = []
        forth = Qt.Key.Key_Right if chart.chart.kind != "columns" else Qt.Key.Key_Down
        for _each in chart.marks:
            focused = QGuiApplication.focusObject()
            assert isinstance(focused, Mark)
            reached.append(focused.accessibleName())
            QTest.keyClick(focused, forth)
        assert reached == said(chart)


def test_after_a_choice_by_keyboard_esc_in_the_tree_shows_all_again(board: BoardView, qtbot: QtBot) -> None:
    window = window_of(board)
    qtbot.keyClick(mark(board, "statuses", "滞后，条目：1"), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.tree.is_filtered)
    assert window.tree.hasFocus()
    qtbot.keyClick(window.tree, Qt.Key.Key_Escape)
    assert not window.tree.is_filtered


def test_up_and_down_go_from_row_to_row(board: BoardView) -> None:
    mark(board, "sections", "一、扩大优质资源供给，条目：3").setFocus()
    focused = QGuiApplication.focusObject()
    assert isinstance(focused, QWidget)
    QTest.keyClick(focused, Qt.Key.Key_Down)
    assert mark(board, "sections", "二、加强队伍建设，条目：1").hasFocus()
    QTest.keyClick(mark(board, "sections", "二、加强队伍建设，条目：1"), Qt.Key.Key_Up)
    assert mark(board, "sections", "一、扩大优质资源供给，条目：3").hasFocus()


def test_return_chooses_and_the_tab_key_stops_once_in_a_chart(board: BoardView, qtbot: QtBot) -> None:
    last = board.charts["statuses"].marks[-1]
    last.setFocus()
    with qtbot.waitSignal(board.filter_wanted) as signal:
        qtbot.keyClick(last, Qt.Key.Key_Return)
    assert signal.args == [list(last.place.segment.ids), "未填报"]
    stops = [one for one in board.charts["statuses"].marks if one.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert stops == [last]


def test_coming_to_sight_the_first_picture_has_the_focus(board: BoardView) -> None:
    assert board.charts["overview"].marks[0].hasFocus()


def test_an_edit_in_sight_is_counted_anew_and_the_focus_stays(board: BoardView, qtbot: QtBot) -> None:
    mark(board, "sections", "二、加强队伍建设，条目：1").setFocus()
    section = board.session.outline.root.children[0].id
    with qtbot.waitSignal(board.shown):
        board.session.run(lambda document: document.delete([section]))
    assert said(board.charts["sections"]) == ["一、加强队伍建设，条目：1"]
    with qtbot.waitSignal(board.shown):
        board.session.undo()
    assert len(said(board.charts["sections"])) == 3


def test_an_edit_out_of_sight_is_seen_at_the_next_look(board: BoardView, qtbot: QtBot) -> None:
    window = window_of(board)
    window.actions_by[Act.VIEW_EDITOR].trigger()
    section = board.session.outline.root.children[0].id
    board.session.run(lambda document: document.delete([section]))
    with qtbot.waitSignal(board.shown):
        window.actions_by[Act.VIEW_BOARD].trigger()
    assert "条目：1" in said(board.charts["overview"])


def test_an_empty_plan_says_what_to_do(show: Show) -> None:
    board = show(Snapshot(Plan(1, "空计划", year=2026)))
    assert board.message.isVisible()
    assert "Ctrl+1" in board.message.text()
    assert not board.save_button.isEnabled()


def test_a_window_may_close_while_it_counts(open_window: Callable[..., MainWindow]) -> None:
    window = open_window(None)
    window.actions_by[Act.VIEW_BOARD].trigger()
    window.files.may_close = True
    assert window.close()


def test_many_departments_end_in_one_row_for_the_rest(show: Show) -> None:
    board = show(wide_plan(MOST_ROWS + 12))
    rows = board.charts["departments"].chart.rows
    assert len(rows) == MOST_ROWS + 1
    assert spoken(rows[-1], rows[-1].segments[0]) == "其余12个单位，牵头：12"
    assert sum(len(row.segments[0].ids) for row in rows) == MOST_ROWS + 12


def test_everything_has_a_name(board: BoardView) -> None:
    assert unnamed(board) == []
    assert all(chart.accessibleName() for chart in board.charts.values())


@pytest.mark.parametrize("points", [8.0, 12.0, 20.0])
def test_words_of_a_chart_stand_beside_each_other_at_any_size(board: BoardView, points: float) -> None:
    font = QFont(board.font())
    font.setPointSizeF(points)
    probe = QWidget()
    probe.setFont(font)
    pen = Pen.of(probe)
    for chart in (view.chart for view in board.charts.values()):
        for width in (0.0, least_width(chart, pen), 60 * pen.em):
            drawing = lay_out(chart, width, pen)
            words = [shape for shape in drawing.shapes if isinstance(shape, Words) and shape.text]
            ends = [
                shape.rect.left() + pen.width(shape.text, shape.scale, bold=shape.bold)
                for shape in words
                if shape.align & Qt.AlignmentFlag.AlignLeft
            ]
            assert max(ends) <= drawing.width + pen.em
            assert all(place.rect.right() <= drawing.width + 1 for place in drawing.places)
            assert all(place.rect.bottom() <= drawing.height for place in drawing.places)


def test_a_narrow_window_has_one_column_within_its_room_and_a_wide_one_two(board: BoardView, qtbot: QtBot) -> None:
    sections, departments = board.charts["sections"], board.charts["departments"]
    place = {view: view.mapTo(board, QPoint()) for view in (sections, departments)}
    assert place[departments].x() > place[sections].x()
    window_of(board).resize(QSize(500, 600))
    qtbot.waitUntil(lambda: departments.mapTo(board, QPoint()).x() == sections.mapTo(board, QPoint()).x())
    window_of(board).zoom.show_at(200)
    qtbot.waitUntil(lambda: overflowing(board.window()) == [])
    assert board.charts["months"].width() >= least_width(board.charts["months"].chart, Pen.of(board)) - 1


def test_without_departments_the_statuses_stand_at_the_right(show: Show, qtbot: QtBot) -> None:
    section = Node(2, "section", "任务", children=(Node(3, "item", "一条"),))
    board = show(Snapshot(Plan(1, "计划", year=2026), (), (section,)))
    sections, statuses = board.charts["sections"], board.charts["statuses"]

    def is_beside() -> bool:
        first, second = sections.mapTo(board, QPoint()), statuses.mapTo(board, QPoint())
        return second.x() > first.x() and second.y() == first.y()

    qtbot.waitUntil(is_beside)


def test_the_pictures_are_saved_as_png_and_svg(board: BoardView, tmp_path: Path) -> None:
    board.write(tmp_path / "看板.png")
    board.write(tmp_path / "看板.svg")
    image = QImage(str(tmp_path / "看板.png"))
    assert image.width() > 1000
    assert image.pixelColor(0, 0) == QColor(theme.LIGHT["base"])
    root = etree.parse(tmp_path / "看板.svg").getroot()
    texts = "".join(root.itertext())
    assert root.tag == SVG + "svg"
    assert all(word in texts for word in ("2026年全市教育工作要点", "扩大优质资源供给", "计财科", "滞后", "11月"))


def test_files_are_light_even_while_the_window_is_dark(board: BoardView) -> None:
    charts = tuple(view.chart for view in board.charts.values())
    pen = Pen.of(board)
    light = svg_bytes(whole_picture(charts, "标题", pen), "标题", pen)
    app = QGuiApplication.instance()
    theme.apply_theme(app, "dark")  # type: ignore[arg-type]
    assert svg_bytes(whole_picture(charts, "标题", pen), "标题", pen) == light


def test_a_folder_that_is_gone_is_one_sentence(board: BoardView, tmp_path: Path) -> None:
    board.write(tmp_path / "fort" / "看板.png")
    (box,) = board.findChildren(QMessageBox)
    assert "看板.png" in box.text()
    box.close()


def test_the_save_dialog_offers_both_kinds(board: BoardView) -> None:
    dialog = board.save()
    assert [kind.split("(")[1] for kind in dialog.nameFilters()] == ["*.png)", "*.svg)"]
    dialog.filterSelected.emit(dialog.nameFilters()[1])
    assert dialog.defaultSuffix() == "svg"
    dialog.close()


def test_the_pictures_are_copied_as_an_image(board: BoardView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(board.session.notice):
        board.copy_button.click()
    assert QGuiApplication.clipboard().image().width() > 1000


def test_printing_writes_pages(board: BoardView, tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFileName(str(tmp_path / "看板.pdf"))
    board.print_on(printer)
    assert (tmp_path / "看板.pdf").read_bytes().startswith(b"%PDF")


def test_no_chart_is_cut_by_the_end_of_a_page(show: Show) -> None:
    board = show(wide_plan(50))
    charts, pen = tuple(view.chart for view in board.charts.values()), Pen.of(board)
    pages = list(pages_of(charts, "标题", (210.0, 297.0), pen))
    assert len(pages) >= 3
    assert all(page.height == pytest.approx(page.width * 297 / 210) for page in pages)
    assert all(0 <= shape.rect.top() <= shape.rect.bottom() <= page.height for page in pages for shape in page.shapes)
    words = Counter(shape.text for page in pages for shape in page.shapes if isinstance(shape, Words))
    names = [row.label for row in board.charts["departments"].chart.rows]
    assert len(names) > 20
    assert [words[name] for name in names] == [1] * len(names)
    assert not any(page.places for page in pages)  # they are for the screen alone


# What people without one kind of cone see (Machado, Oliveira, Fernandes 2009, severity 1.0), in linear RGB.
SEEN = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}


def linear(name: str) -> list[float]:
    """Return a colour in linear RGB."""
    parts = [part / 255 for part in QColor(name).toTuple()[:3]]
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def lab(name: str, sight: str) -> tuple[float, float, float]:
    """Return a colour as it is seen, in CIE L*a*b*."""
    own = linear(name)
    red, green, blue = (min(1.0, max(0.0, sum(a * b for a, b in zip(row, own, strict=True)))) for row in SEEN[sight])
    whole = (
        (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505,
        0.2126 * red + 0.7152 * green + 0.0722 * blue,
        (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089,
    )
    x, y, z = (part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116 for part in whole)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("sight", SEEN)
def test_colours_of_bars_differ_for_every_eye(mode: str, sight: str) -> None:
    colors = {name: value for name, value in theme.PALETTES[mode].items() if name.startswith("bar_")}
    assert len(colors) == 5
    for one, other in combinations(colors.values(), 2):
        distance = sum((a - b) ** 2 for a, b in zip(lab(one, sight), lab(other, sight), strict=True)) ** 0.5
        assert distance > 20, (one, other)


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("ground", ["base", "window", "tint"])
def test_bars_stand_out_from_their_ground(mode: str, ground: str) -> None:
    colors = theme.PALETTES[mode]

    def luminance(name: str) -> float:
        red, green, blue = linear(colors[name])
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05

    for name in (name for name in colors if name.startswith("bar_")):
        low, high = sorted((luminance(name), luminance(ground)))
        assert high / low >= (3 if ground == "base" else 2.5), name
