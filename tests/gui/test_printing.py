"""Printing: the pages of every form, PDF files, the preview, page set-up."""

import errno
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from PySide6.QtCore import QCoreApplication, QMarginsF, QRectF, Qt
from PySide6.QtGui import QAction, QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrintPreviewWidget
from PySide6.QtWidgets import QApplication, QMessageBox, QToolBar, QToolButton

from planeditor.errors import Cancelled, OutputError
from planeditor.exporting import Options
from planeditor.exporting.content import Content
from planeditor.gui.actions import Act
from planeditor.gui.export_dialog import ExportDialog
from planeditor.gui.export_order import Scope, content_of
from planeditor.gui.main_window import MainWindow
from planeditor.gui.notice_bar import NoticeBar
from planeditor.gui.print_pages import TWIPS, Face, FontCase, Page, Sheet, page_number_place
from planeditor.gui.print_pdf import _write, export_pdf
from planeditor.gui.print_plan import Form, form_names, paint_pages, plan_pages, usual_layout
from planeditor.gui.print_preview import PrintPreview, _of_qt, full_page, make_printer, show_preview, start_printing
from planeditor.gui.print_settings import keep_page_layout, last_form, page_layout
from planeditor.gui.print_setup import PageSetup
from planeditor.plan.entities import Field, Node, Plan, Snapshot
from planeditor.plan.numbering import snapshot_numbers
from tests.exporting.samples import full_plan
from tests.strategies import snapshots

LONG = "认真落实立德树人根本任务，推进教育公平，提高教育质量，办好人民满意的教育。" * 200


def _content(snapshot: Snapshot) -> Content:
    return Content(snapshot, snapshot_numbers(snapshot))


def _pages(snapshot: Snapshot, form: Form) -> list[Page]:
    return list(plan_pages(_content(snapshot), form, usual_layout(form)))


def _texts(pages: list[Page]) -> list[str]:
    """Return every text on the pages, once for each layout."""
    layouts = {id(layout): layout.text() for page in pages for layout, _index, _place in page.lines}
    return list(layouts.values())


def _lines(page: Page) -> Iterator[tuple[str, float, float]]:
    """Yield the lines of a page: words, where they begin and their top, in points."""
    for layout, index, place in page.lines:
        line = layout.lineAt(index)
        start, length = line.textStart(), line.textLength()
        at = place + line.position()
        yield layout.text()[start : start + length], at.x() / TWIPS, at.y() / TWIPS


# pages


@pytest.mark.parametrize("form", Form)
@given(snapshot=snapshots())
def test_every_line_stands_once_and_inside_the_margins(qapp: QApplication, form: Form, snapshot: Snapshot) -> None:
    pages = _pages(snapshot, form)
    sheet = Sheet.of(usual_layout(form))
    assert [page.number for page in pages] == list(range(1, len(pages) + 1))
    headers = [id(layout) for page in pages for layout, index, place in page.lines[:12] if form is Form.TABLE]
    for page in pages:
        for _words, _x, top in _lines(page):
            assert sheet.text.top() / TWIPS - 20 <= top <= sheet.text.bottom() / TWIPS
    placed = Counter((id(layout), index) for page in pages for layout, index, _place in page.lines)
    assert set(placed.values()) <= {1}
    whole = {id(layout): layout.lineCount() for page in pages for layout, _index, _place in page.lines}
    assert len(placed) == sum(whole.values())
    assert headers or form is not Form.TABLE


@pytest.mark.parametrize("form", Form)
def test_an_empty_plan_is_one_page(qapp: QApplication, form: Form) -> None:
    assert len(_pages(Snapshot(Plan(1)), form)) == 1


@pytest.mark.parametrize("form", Form)
def test_every_item_is_on_paper(qapp: QApplication, form: Form) -> None:
    texts = "\n".join(_texts(_pages(full_plan(), form)))
    for node in full_plan().walk():
        assert (node.title or node.body) in texts
    assert "计财科" in texts
    if form is not Form.OUTLINE:
        assert "优化布局结构调整。" in texts


def test_half_width_marks_are_printed_as_the_plans_choice_says(qapp: QApplication) -> None:
    snapshot = Snapshot(Plan(1), nodes=(Node(2, "item", body='落实"双减"(试行),54.8%达标'),))
    for chosen, words in ((True, "落实“双减”（试行），54.8%达标"), (False, '落实"双减"(试行),54.8%达标')):
        content = Content(snapshot, {}, Options(full_width=chosen))
        pages = list(plan_pages(content, Form.TEXT, usual_layout(Form.TEXT)))
        assert words in "\n".join(_texts(pages))


def test_a_full_page_has_22_lines_of_28_characters(qapp: QApplication) -> None:
    pages = _pages(Snapshot(Plan(1), nodes=(Node(2, "item", body=LONG),)), Form.TEXT)
    assert [len(page.lines) for page in pages[:-1]] == [22] * (len(pages) - 1)
    lengths = [len(words) for words, _x, _top in _lines(pages[0])]
    assert Counter(lengths[1:]).most_common(1)[0][0] in (27, 28)  # marks that may not begin a line take one along


def test_a_heading_does_not_stand_alone_at_the_foot(qapp: QApplication) -> None:
    for before in range(18, 24):
        nodes = (*(Node(10 + n, "item", body="一行。") for n in range(before)), Node(2, "item", "标题", "正文在下面。"))
        for page in _pages(Snapshot(Plan(1), nodes=nodes), Form.TEXT):
            assert not [words for words, _x, _top in _lines(page)][-1].endswith("标题")


def test_a_row_that_no_page_holds_is_cut_and_the_header_comes_again(qapp: QApplication) -> None:
    snapshot = Snapshot(Plan(1), nodes=(Node(2, "item", "任务", LONG),))
    pages = _pages(snapshot, Form.TABLE)
    assert len(pages) > 2
    assert all("具体举措" in [words for words, _x, _top in _lines(page)] for page in pages)
    found = "".join(words for page in pages for words, _x, _top in _lines(page) if words not in ("序号", "重点任务"))
    assert LONG in found.replace("具体举措", "").replace("任务", "", 1) or LONG[:40] in found


def test_a_card_goes_to_the_next_page_whole(qapp: QApplication) -> None:
    nodes = tuple(
        Node(n, "item", f"任务{n}", "做好。" * 60, fields=(Field(n + 100, "目标任务", "完成。" * 60),))
        for n in range(2, 12)
    )
    for page in _pages(Snapshot(Plan(1), nodes=nodes), Form.CARDS):
        labels = Counter(words for words, _x, _top in _lines(page) if words in ("正文", "目标任务"))
        assert labels["正文"] == labels["目标任务"]


def test_page_numbers_stand_at_the_right_on_odd_pages_and_at_the_left_on_even_ones(qapp: QApplication) -> None:
    sheet = Sheet.of(usual_layout(Form.TEXT))
    font = FontCase(dict.fromkeys(Face, ("宋体",))).font(Face.TABLE, 14)
    right, left = (page_number_place(sheet, f"— {number} —", font, number) for number in (1, 2))
    assert left.x() == sheet.text.left() + 14 * TWIPS
    assert right.x() > sheet.text.center().x()
    assert sheet.text.bottom() < right.y() < sheet.paper.bottom()


def test_margins_that_leave_no_room_do_not_stop_the_print(qapp: QApplication) -> None:
    margins = QMarginsF(100, 140, 100, 140)
    layout = QPageLayout(QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, margins)
    assert Sheet.of(layout).text.width() >= 100 * TWIPS
    assert isinstance(Sheet.of(layout).paper, QRectF)


# PDF


@pytest.mark.parametrize("form", Form)
def test_a_pdf_appears_whole(qapp: QApplication, form: Form, tmp_path: Path) -> None:
    exported = export_pdf(_content(full_plan()), tmp_path / "计划.pdf", form)
    data = exported.path.read_bytes()
    assert data.startswith(b"%PDF")
    assert data.rstrip().endswith(b"%%EOF")
    assert [path.name for path in tmp_path.iterdir()] == ["计划.pdf"]


def test_cancelling_a_pdf_leaves_the_former_one(qapp: QApplication, tmp_path: Path) -> None:
    path = tmp_path / "计划.pdf"
    path.write_text("mine")
    nodes = tuple(Node(number, "item", f"任务{number}") for number in range(1, 300))
    content = Content(Snapshot(Plan(1000), nodes=nodes), {}, progress=lambda _fraction: False)
    with pytest.raises(Cancelled):
        export_pdf(content, path)
    assert path.read_text() == "mine"
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="Linux has a device that is always full")
def test_a_disk_that_is_full_is_told_as_such(qapp: QApplication) -> None:
    with Path("/dev/full").open("wb") as full, pytest.raises(OSError, match=r".+") as refused:
        _write(_content(full_plan()), Form.TEXT, full)
    assert refused.value.errno == errno.ENOSPC


def test_a_folder_that_is_gone_is_one_sentence(qapp: QApplication, tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="没有"):
        export_pdf(_content(full_plan()), tmp_path / "没有" / "计划.pdf")


# printer and preview


def test_pages_can_be_chosen_for_the_printer(qapp: QApplication, tmp_path: Path) -> None:
    content = _content(Snapshot(Plan(1), nodes=(Node(2, "item", body=LONG),)))
    printer = make_printer(Form.TEXT)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "选页.pdf"))
    layout = printer.pageLayout()
    assert paint_pages(plan_pages(content, Form.TEXT, layout), printer, content, first=2, last=3) == 2


def test_printing_goes_on_in_the_background_and_is_told(window: MainWindow, tmp_path: Path, qtbot) -> None:
    printer = make_printer(Form.CARDS)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "打印.pdf"))
    start_printing(window, printer, Form.CARDS)
    qtbot.waitUntil(lambda: any(printer.outputFileName() in text for text in _told(window)), timeout=20000)
    assert (tmp_path / "打印.pdf").read_bytes().startswith(b"%PDF")


def _told(window: MainWindow) -> list[str]:
    return [bar.label.text() for bar in window.findChildren(NoticeBar) if bar.isVisible()]


def _preview(window: MainWindow, qtbot) -> PrintPreview:
    qtbot.waitUntil(lambda: bool(window.findChildren(PrintPreview)), timeout=20000)
    (preview,) = window.findChildren(PrintPreview)
    qtbot.waitExposed(preview)
    return preview


def test_the_preview_shows_the_pages_and_lets_form_and_part_be_chosen(window: MainWindow, qtbot) -> None:
    window.actions_by[Act.PRINT_PREVIEW].trigger()
    preview = _preview(window, qtbot)
    view = preview.findChildren(QPrintPreviewWidget)[0]
    qtbot.waitUntil(lambda: view.pageCount() > 0)
    names = list(form_names().values())
    assert [preview.forms.itemText(row) for row in range(preview.forms.count())] == names
    before = preview._copy
    preview.forms.setCurrentIndex(names.index("任务分解表"))
    preview.forms.activated.emit(preview.forms.currentIndex())
    qtbot.waitUntil(lambda: preview._copy is not before, timeout=20000)
    assert preview._copy.layout.orientation() is QPageLayout.Orientation.Landscape
    preview.close()
    assert last_form() is Form.TABLE


def test_the_preview_says_which_items_are_printed_as_mere_numbers(window: MainWindow, qtbot) -> None:
    show_preview(window)
    preview = _preview(window, qtbot)
    assert preview.notice.isHidden()
    preview.close()
    (created,) = window.session.run(lambda document: document.insert("item", None)).created()
    number = window.session.outline.number(window.session.outline[created])
    show_preview(window)
    qtbot.waitUntil(lambda: any(each.isVisible() for each in window.findChildren(PrintPreview)), timeout=20000)
    preview = next(each for each in window.findChildren(PrintPreview) if each.isVisible())
    assert preview.notice.isVisible()
    assert preview.notice.label.text() == f"1 条没有文字，只印出编号：{number}"
    window.session.undo()
    before = preview._copy
    preview.forms.activated.emit(preview.forms.currentIndex())
    qtbot.waitUntil(lambda: preview._copy is not before, timeout=20000)
    assert preview.notice.isHidden()
    preview.close()


def test_another_paper_sets_the_pages_anew(window: MainWindow, qtbot) -> None:
    show_preview(window)
    preview = _preview(window, qtbot)
    wide = full_page(usual_layout(Form.TABLE))
    preview._printer.setPageLayout(wide)
    preview.findChildren(QPrintPreviewWidget)[0].updatePreview()
    assert preview._copy.layout.isEquivalentTo(wide)
    preview.close()


def test_page_set_up_is_kept_for_every_form_apart(window: MainWindow) -> None:
    margins = QMarginsF(11, 12, 13, 14)
    paper = QPageSize(QPageSize.PageSizeId.A3)
    kept = QPageLayout(paper, QPageLayout.Orientation.Landscape, margins, QPageLayout.Unit.Millimeter)
    keep_page_layout(Form.CARDS, kept)
    assert page_layout(Form.CARDS).isEquivalentTo(kept)
    assert page_layout(Form.TEXT).isEquivalentTo(usual_layout(Form.TEXT))
    window.actions_by[Act.PAGE_SETUP].trigger()
    (dialog,) = window.findChildren(PageSetup)
    assert dialog.layout_chosen().isEquivalentTo(usual_layout(last_form()))
    dialog.ui.paper.setCurrentIndex(1)
    dialog.ui.side.setCurrentIndex(1)
    dialog.ui.left.setValue(33)
    dialog.accept()
    changed = page_layout(last_form())
    assert changed.pageSize().id() is QPageSize.PageSizeId.A3
    assert changed.orientation() is QPageLayout.Orientation.Landscape
    assert changed.margins(QPageLayout.Unit.Millimeter).left() == 33


def test_the_preview_begins_with_what_the_filter_shows_and_all_is_a_click_away(window: MainWindow, qtbot) -> None:
    item = next(entry for entry in window.session.outline.walk() if not entry.is_section)
    window.tree.show_only([item.id])
    show_preview(window)
    preview = _preview(window, qtbot)
    assert preview._scope == Scope("filter", (item.id,))
    assert preview.scopes.currentText() in preview.windowTitle()
    before = preview._copy
    preview.whole.trigger()
    qtbot.waitUntil(lambda: preview._copy is not before, timeout=20000)
    assert preview._scope == Scope()
    assert len(preview._copy.content.snapshot.nodes) == len(window.session.outline.root.children)
    assert not preview.whole.isVisible()
    preview.close()


def test_what_the_preview_shows_is_printed_into_a_pdf_file(window: MainWindow, qtbot, tmp_path: Path) -> None:
    item = next(entry for entry in window.session.outline.walk() if not entry.is_section)
    window.tree.show_only([item.id])
    show_preview(window)
    preview = _preview(window, qtbot)
    (action,) = (each for each in preview.findChildren(QAction) if each.text() == _of_qt("Print"))
    action.trigger()
    (dialog,) = preview.findChildren(QPrintDialog)
    assert preview.scopes.currentText() in dialog.windowTitle()
    path = tmp_path / "打印.pdf"
    dialog.printer().setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    dialog.printer().setOutputFileName(str(path))
    dialog.accepted.emit(dialog.printer())
    qtbot.waitUntil(lambda: any(str(path) in text for text in _told(window)), timeout=20000)
    assert path.read_bytes().startswith(b"%PDF")
    assert path.read_bytes().rstrip().endswith(b"%%EOF")
    assert window.findChildren(PrintPreview) == []


def test_word_and_excel_ask_which_part_while_a_filter_is_on(window: MainWindow, qtbot) -> None:
    item = next(entry for entry in window.session.outline.walk() if not entry.is_section)
    window.tree.show_only([item.id])
    window.actions_by[Act.EXPORT_EXCEL].trigger()
    (dialog,) = window.findChildren(ExportDialog)
    assert dialog.kind.suffix == ".xlsx"
    assert dialog.scope == Scope("filter", (item.id,))
    dialog.reject()


def test_page_set_up_in_the_preview_needs_no_printer(window: MainWindow, qtbot) -> None:
    show_preview(window)
    preview = _preview(window, qtbot)
    before = preview._copy
    wanted = QCoreApplication.translate(
        "QPrintPreviewDialog", "Page setup"
    )  # another test may have loaded Qt's Chinese
    (action,) = (each for each in preview.findChildren(QAction) if each.text() == wanted)
    action.trigger()
    (dialog,) = preview.findChildren(PageSetup)
    dialog.ui.side.setCurrentIndex(1)
    dialog.accept()
    qtbot.waitUntil(lambda: preview._copy is not before, timeout=20000)
    assert preview._copy.layout.orientation() is QPageLayout.Orientation.Landscape
    preview.close()


def test_a_paper_of_another_size_is_kept(window: MainWindow) -> None:
    size = QPageSize(QPageSize.PageSizeId.Tabloid)
    layout = QPageLayout(size, QPageLayout.Orientation.Portrait, QMarginsF(9, 9, 9, 9), QPageLayout.Unit.Millimeter)
    keep_page_layout(Form.TEXT, layout)
    dialog = PageSetup(Form.TEXT, window)
    assert dialog.layout_chosen().pageSize().id() is QPageSize.PageSizeId.Tabloid


def test_one_departments_items_are_printed_with_the_numbers_of_the_whole(qapp: QApplication) -> None:
    snapshot = full_plan()
    content = content_of(
        snapshot, Scope("department", department=snapshot.departments[2].id), _content(snapshot).options, None
    )
    texts = "\n".join(_texts(list(plan_pages(content, Form.OUTLINE, usual_layout(Form.OUTLINE)))))
    assert "2.加快推进教育重大项目实施" in texts
    assert "完善党的领导" not in texts


@pytest.mark.qt_log_ignore("QPainter::begin", extend=True)
def test_a_printer_that_does_not_answer_is_one_sentence(window: MainWindow, tmp_path: Path, qtbot) -> None:
    printer = make_printer(Form.TEXT)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "没有这个文件夹" / "打印.pdf"))
    start_printing(window, printer, Form.TEXT)
    qtbot.waitUntil(lambda: any(box.isVisible() for box in window.findChildren(QMessageBox)), timeout=20000)
    next(box for box in window.findChildren(QMessageBox) if box.isVisible()).reject()


def test_every_button_of_the_preview_is_reached_by_tab_and_pressed_by_enter(window: MainWindow, qtbot) -> None:
    show_preview(window)
    preview = _preview(window, qtbot)
    preview.resize(2000, 700)
    bar = preview.findChildren(QToolBar)[0]
    buttons = [button for button in bar.findChildren(QToolButton) if button.isVisibleTo(bar)]
    assert len(buttons) > 8
    assert all(button.focusPolicy() & Qt.FocusPolicy.TabFocus for button in buttons)
    wide = next(
        button for button in buttons if button.defaultAction() and button.defaultAction().text() == _of_qt("Landscape")
    )
    wide.setFocus()
    with qtbot.waitSignal(wide.defaultAction().triggered):
        qtbot.keyClick(wide, Qt.Key.Key_Return)
    printing = next(action for action in bar.actions() if action.shortcut().toString() == "Ctrl+P")
    assert printing.text() == _of_qt("Print")
