"""What would keep someone from using a window: parts without a name, texts that are cut, too faint or in another
language, and what the keyboard does not reach.

One rule: an audit looks at what a window is, not at which window it is; it returns sentences, none where all is well.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from html import unescape
from itertools import combinations

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QAccessible, QColor, QImage, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QDockWidget,
    QGroupBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMainWindow,
    QMenu,
    QMenuBar,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QStyle,
    QStyleOptionFrame,
    QTabBar,
    QToolButton,
    QWidget,
)

from planeditor import i18n
from planeditor.gui.actions import Act
from planeditor.gui.main_window import MainWindow
from planeditor.gui.numbering_choice import ITEM_STYLES, SECTION_STYLES
from planeditor.gui.tree_view import TreeView
from planeditor.plan.entities import STATUSES

CUT_TOLERANCE = 2  # logical pixels: rounding of font sizes
LEAST_CONTRAST = 4.5
LEAST_FRAME_CONTRAST = 3  # of what tells where a field is
FRAME = QSize(0, 30)  # a title bar and a border
MOST_STOPS = 600
HAN = re.compile(r"[㐀-鿿]+")
TAG = re.compile(r"</?[a-zA-Z][^>]*>")
LATIN = re.compile(r"[A-Za-z]{2,}")


def visible(window: QWidget) -> Iterator[QWidget]:
    """Yield the window and all that can be seen of it, apart from other windows of its own."""
    for widget in (window, *window.findChildren(QWidget)):
        if widget.window() is window and widget.isVisible() and not _is_inside(widget):
            yield widget


def _is_inside(widget: QWidget) -> bool:
    """Tell whether a widget is a part that Qt made, which speaks through the whole."""
    parent = widget.parentWidget()
    made = widget.objectName().startswith("qt_") and not isinstance(widget, QAbstractButton)
    return made or isinstance(parent, QComboBox | QAbstractSpinBox | QHeaderView | QLineEdit)


def told(widget: QWidget) -> str:
    """Name a widget for people who are to mend it."""
    text = getattr(widget, "text", None)
    words = text() if callable(text) else ""
    return f"{type(widget).__name__} {widget.objectName() or widget.accessibleName()} “{str(words)[:40]}”"


# names


def unnamed(window: QWidget) -> list[str]:
    """Tell what takes the focus and has no name or role for a screen reader, and pictures that say nothing."""
    return [f"{told(widget)}: {lack}" for widget in visible(window) if (lack := _lack(widget))]


def _lack(widget: QWidget) -> str:
    speaks = QAccessible.queryAccessibleInterface(widget)
    is_control = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.focusProxy() is None
    if isinstance(widget, QAbstractButton) and not widget.text() and not widget.toolTip() and not _is_corner(widget):
        return "a picture without a tool tip"
    if not is_control or widget.isWindow() or isinstance(widget, QTabBar):
        return ""
    if speaks is None or speaks.role() == QAccessible.Role.NoRole:
        return "no role"
    return "" if _spoken(widget, speaks.text(QAccessible.Text.Name)) else "no name"


def _is_corner(widget: QWidget) -> bool:
    """Tell whether this is Qt's button in the corner of a table, which keys do as well."""
    return widget.objectName() == "qt_tableview_cornerbutton"


def _spoken(widget: QWidget, name: str) -> str:
    if isinstance(widget, QAbstractItemView):  # Qt names a view by what is in it
        labels = widget.window().findChildren(QLabel)
        return widget.accessibleName() or next((label.text() for label in labels if label.buddy() is widget), "")
    return name.strip()


# texts that are cut


def cut(window: QWidget) -> list[str]:
    """Tell which texts have less room than they need."""
    QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
    return [f"{told(widget)}: {lack}" for widget in visible(window) if (lack := _cut(widget))]


def _cut(widget: QWidget) -> str:
    if isinstance(widget, QLineEdit):
        return _cut_prompt(widget)
    if isinstance(widget, QLabel):
        return _cut_label(widget)
    if isinstance(widget, QHeaderView):
        return _cut_headings(widget)
    if isinstance(widget, QPushButton | QToolButton | QCheckBox | QRadioButton):
        wanted = widget.sizeHint()
        return _short(wanted.boundedTo(QSize(wanted.width(), 10_000)), widget.size()) if widget.text() else ""
    return ""


def _cut_prompt(field: QLineEdit) -> str:
    """Tell whether what an empty field asks for is cut."""
    asked = "" if field.text() else field.placeholderText()
    option = QStyleOptionFrame()
    field.initStyleOption(option)
    room = field.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, field).width()
    needed = field.fontMetrics().horizontalAdvance(asked)
    return f"asks in {needed}, has {room}" if asked and needed > room + CUT_TOLERANCE else ""


def _cut_headings(header: QHeaderView) -> str:
    """Tell which headings above columns do not fit; headers that write upright or of rows are their own affair."""
    if type(header) is not QHeaderView or header.orientation() != Qt.Orientation.Horizontal or header.model() is None:
        return ""
    names = {
        str(header.model().headerData(place, header.orientation()) or ""): header.sectionSize(place) + CUT_TOLERANCE
        for place in range(header.count())
        if not header.isSectionHidden(place)
    }
    short = [name for name, room in names.items() if header.fontMetrics().horizontalAdvance(name) > room]
    return f"columns too narrow: {', '.join(short)}" if short else ""


def _cut_label(label: QLabel) -> str:
    if not label.text().strip() or not label.pixmap().isNull():
        return ""
    if label.wordWrap():
        needed = label.heightForWidth(label.width())
        return f"{needed} high, has {label.height()}" if needed > label.height() + CUT_TOLERANCE else ""
    return _short(label.sizeHint(), label.size())


def _short(wanted: QSize, has: QSize) -> str:
    lacks = wanted.width() > has.width() + CUT_TOLERANCE or wanted.height() > has.height() + CUT_TOLERANCE
    return f"needs {wanted.width()}×{wanted.height()}, has {has.width()}×{has.height()}" if lacks else ""


def overflowing(window: QWidget) -> list[str]:
    """Tell which pages of forms and panels are wider than the area that they scroll up and down in."""
    areas = [each for each in visible(window) if isinstance(each, QScrollArea) and each.widget() is not None]
    wider = [(each, each.widget().width() - each.viewport().width()) for each in areas]
    return [f"{told(each.widget())}: {by} too wide" for each, by in wider if by > CUT_TOLERANCE]


def overlapping(window: QWidget) -> list[str]:
    """Tell which panels cover what stands in the middle of their window, or each other."""
    if not isinstance(window, QMainWindow):
        return []
    docks = [each for each in window.findChildren(QDockWidget) if each.isVisible() and not each.isFloating()]
    parts = [part for part in (window.centralWidget(), *docks) if not part.visibleRegion().isEmpty()]
    return [
        f"{told(one)} covers {told(other)}"
        for one, other in combinations(parts, 2)
        if one.geometry().intersects(other.geometry())
    ]


def silent(window: QWidget) -> list[str]:
    """Tell which lists are empty and say nothing of it."""
    lists = [each for each in visible(window) if isinstance(each, QAbstractItemView) and not _is_header(each)]
    empty = [each for each in lists if each.model() is not None and each.model().rowCount(each.rootIndex()) == 0]
    return [f"{told(each)}: empty without a word" for each in empty if not _is_painted(each)]


def _is_header(view: QAbstractItemView) -> bool:
    return isinstance(view, QHeaderView) or isinstance(view.parentWidget(), QAbstractItemView)


def _is_painted(view: QAbstractItemView) -> bool:
    """Tell whether something stands in a view, whatever paints it."""
    picture = view.viewport().grab().toImage()
    first = picture.pixel(picture.width() // 2, 1)
    places = ((x, y) for y in range(0, picture.height(), 2) for x in range(4, picture.width() - 4, 2))
    return any(picture.pixel(x, y) != first for x, y in places)


def too_big(window: QWidget) -> list[str]:
    """Tell whether a window, with its frame and the task bar, is larger than the screen."""
    room = window.screen().size() - FRAME
    size = window.size()
    fits = size.width() <= room.width() and size.height() <= room.height()
    return [] if fits else [f"{size.width()}×{size.height()} on {room.width()}×{room.height()}"]


def unlike_others(window: QWidget) -> list[str]:
    """Tell which labels of fields end in a colon, which none has here, and which keys stand behind a blank."""
    labels = [each for each in visible(window) if isinstance(each, QLabel) and each.buddy() is not None]
    buttons = [each for each in visible(window) if isinstance(each, QAbstractButton)]
    found = [f"{told(each)}: a colon" for each in labels if each.text().rstrip().endswith((":", "："))]
    blanks = [each for each in buttons if re.search(r"[㐀-鿿] \(&?[A-Z]\)", each.text())]
    return found + [f"{told(each)}: a blank before the key" for each in blanks]


def foreign_signs(window: QWidget) -> list[str]:
    """Tell which message boxes show a picture of the platform's."""
    is_box = isinstance(window, QMessageBox) and window.icon() != QMessageBox.Icon.NoIcon
    return ["a sign of the platform's"] if is_box else []


# contrast


def faint(window: QWidget) -> list[str]:
    """Tell which texts of labels and buttons are painted with too little contrast to what they stand on."""
    picture = window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    return [f"{told(each)}: {found:.1f}" for each in _texts(window) if (found := _contrast(each, window, picture))]


def _texts(window: QWidget) -> Iterator[QWidget]:
    for widget in visible(window):
        if _seen(widget, window).size() != widget.size():
            continue  # a part of it only
        is_text = isinstance(widget, QLabel | QAbstractButton) and widget.isEnabled() and _plain(widget.text()).strip()
        if is_text and not _is_picture(widget):
            yield widget


def _is_picture(widget: QWidget) -> bool:
    only = Qt.ToolButtonStyle.ToolButtonIconOnly
    return isinstance(widget, QToolButton) and widget.toolButtonStyle() == only and not widget.icon().isNull()


def _contrast(widget: QWidget, window: QWidget, picture: QImage) -> float:
    """Return the contrast of a text where it is too small, else 0."""
    ratio = picture.devicePixelRatio()
    place = QRect(widget.mapTo(window, QPoint(0, 0)), widget.size()) & _seen(widget, window)
    pixels = QRect(place.topLeft() * ratio, place.size() * ratio) & picture.rect()
    if pixels.width() < 8 or pixels.height() < 8:
        return 0
    part = picture.copy(pixels)
    counts = Counter(memoryview(part.constBits()).cast("I"))  # one number a pixel
    if len(counts) < 2:
        return 0
    ground = luminance(QColor(counts.most_common(1)[0][0]))
    best = max(contrast_of(luminance(QColor(each)), ground) for each in counts)
    return 0 if best >= LEAST_CONTRAST else best


def frameless(window: QWidget) -> list[str]:
    """Tell which fields have a frame that does not stand out from what they stand on."""
    picture = window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    found = [(each, _frame_contrast(each, window, picture)) for each in visible(window) if _is_field(each, window)]
    return [f"{told(each)}: {contrast:.1f}" for each, contrast in found if contrast < LEAST_FRAME_CONTRAST]


def _is_field(widget: QWidget, window: QWidget) -> bool:
    is_input = isinstance(widget, QLineEdit | QComboBox | QAbstractSpinBox | QPlainTextEdit) and widget.isEnabled()
    is_label = widget.property("look") == "label"  # of a field of its own, known by its colour
    in_cell = isinstance(widget.parentWidget(), QAbstractScrollArea | QAbstractItemView)
    return is_input and not is_label and not in_cell and _seen(widget, window).size() == widget.size()


def _frame_contrast(widget: QWidget, window: QWidget, picture: QImage) -> float:
    """Return the best contrast of a pixel at the left edge, half-way down, to what is left of it."""
    ratio = picture.devicePixelRatio()
    middle = widget.mapTo(window, QPoint(0, widget.height() // 2)) * ratio
    ground = luminance(picture.pixelColor(max(middle.x() - round(2 * ratio), 0), middle.y()))
    edge = range(middle.x(), middle.x() + round(2 * ratio))
    return max(contrast_of(luminance(picture.pixelColor(x, middle.y())), ground) for x in edge)


def _seen(widget: QWidget, window: QWidget) -> QRect:
    region = widget.visibleRegion().boundingRect()
    return QRect(widget.mapTo(window, region.topLeft()), region.size())


def luminance(color: QColor) -> float:
    """Return the relative luminance as WCAG 2 defines it."""
    parts = (color.redF(), color.greenF(), color.blueF())
    linear = [v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast_of(one: float, other: float) -> float:
    """Return the contrast of two luminances."""
    dark, light = sorted((one, other))
    return (light + 0.05) / (dark + 0.05)


# language


def foreign(window: QWidget, data: str) -> list[str]:
    """Tell which words of the program are in another language; `data` are the words of plans and files."""
    test = _english_in if i18n.language() == i18n.CHINESE else _chinese_in
    found = [(widget, test(text, data)) for widget in visible(window) for text in _words(widget)]
    return sorted({f"{told(widget)}: {words}" for widget, words in found if words})


# Words that plans are written with, and in which they are kept, whatever the program speaks.
PLAN_WORDS = " ".join([*SECTION_STYLES, *ITEM_STYLES, *STATUSES, "年月日 备注 送审稿 征求意见稿 印发稿 中文"])
ENGLISH_WORDS = {
    "Word", "Excel", "Ctrl", "Shift", "Alt", "Del", "Delete", "Esc", "Enter", "Tab", "Ins", "Home", "End", "PgUp",
    "PgDown", "Return", "Space", "Backspace", "PDF", "PNG", "SVG", "JSON", "Markdown", "OPML", "CSV", "HTML", "XML",
    "MS", "Project", "WPS", "GB", "PLAN", "plan", "docx", "xlsx", "txt", "csv", "json", "opml", "md", "pdf", "xml",
    "Qt", "Python", "PySide", "SQLite", "English", "mm", "cm", "pt", "Plan", "Editor", "MIT", "LGPL",
    "Letter", "Legal", "ANSI", "Aa",
}  # fmt: skip


def _english_in(text: str, data: str) -> str:
    words = [word for word in LATIN.findall(_plain(text)) if word not in ENGLISH_WORDS and word not in data]
    return " ".join(words)


def _chinese_in(text: str, data: str) -> str:
    return " ".join(run for run in HAN.findall(_plain(text)) if run not in data and run not in PLAN_WORDS)


def _plain(text: str) -> str:
    return unescape(TAG.sub(" ", text))


def _words(widget: QWidget) -> Iterator[str]:
    yield widget.windowTitle() if widget.isWindow() else ""
    yield from (widget.toolTip(), widget.accessibleName(), widget.accessibleDescription(), widget.statusTip())
    if isinstance(widget, QLabel | QAbstractButton):
        yield widget.text()
    if isinstance(widget, QGroupBox):
        yield widget.title()
    if isinstance(widget, QLineEdit):
        yield widget.placeholderText()
    if isinstance(widget, QComboBox):
        yield from (widget.itemText(row) for row in range(widget.count()))
    if isinstance(widget, QTabBar):
        yield from (widget.tabText(tab) for tab in range(widget.count()))
    if isinstance(widget, QHeaderView) and widget.model() is not None:
        yield from _headings(widget)
    if isinstance(widget, QMainWindow):
        yield from (action.text() for menu in menus(widget) for action in menu.actions())


def _headings(header: QHeaderView) -> Iterator[str]:
    for section in range(min(header.count(), 40)):
        yield str(header.model().headerData(section, header.orientation()) or "")


# keyboard


def menus(window: QMainWindow) -> Iterator[QMenu | QMenuBar]:
    """Yield the menu bar and every menu that it leads to."""
    above: list[QMenu | QMenuBar] = [window.menuBar()]
    while above:
        menu = above.pop()
        yield menu
        above += [action.menu() for action in menu.actions() if action.menu() is not None]


def mnemonics_given_twice(window: QWidget) -> list[str]:
    """Tell which underlined letters two parts of a dialog, or of one menu, share."""
    groups = [list(_letters(window))]
    if isinstance(window, QMainWindow):
        groups += [[_letter(action.text()) for action in menu.actions()] for menu in menus(window)]
    twice = [Counter(letter for letter, _text in group if letter) for group in groups]
    clashes = []
    for group, counts in zip(groups, twice, strict=True):
        clashes += [f"{letter}: {text}" for letter, text in group if counts[letter] > 1]
    return clashes


def _letters(window: QWidget) -> Iterator[tuple[str, str]]:
    for widget in visible(window):
        if isinstance(widget, QAbstractButton) or (isinstance(widget, QLabel) and widget.buddy() is not None):
            yield _letter(widget.text())
        if isinstance(widget, QGroupBox):
            yield _letter(widget.title())
        if isinstance(widget, QTabBar):
            yield from (_letter(widget.tabText(tab)) for tab in range(widget.count()))


def _letter(text: str) -> tuple[str, str]:
    found = re.search(r"&([^&\s])", text.replace("&&", ""))
    return (found[1].upper() if found else "", text)


def unreached(window: QWidget) -> list[str]:
    """Tell which parts Tab does not come to: it leads through all of them, Ctrl+Tab or F6 out of tables and trees."""
    left = {widget for widget in visible(window) if _is_stop(widget)}
    window.activateWindow()
    if isinstance(window, MainWindow) and window.find_bar.isVisible():
        window.actions_by[Act.FIND].trigger()
    elif isinstance(window, MainWindow):  # where nothing is found, Find shows another view
        window.views.view(window.views.current).setFocus()
    for _turn in range(MOST_STOPS):
        focused = window.focusWidget()
        left.discard(focused)
        if not left:
            break
        _go_on(focused or window, window)
    return [f"{told(widget)}: Tab does not come here" for widget in left if not _by_arrows(widget)]


def out_of_order(window: QWidget) -> list[str]:
    """Tell where Tab jumps back to what stands above, but for the one time that it begins anew."""
    stops = [] if isinstance(window, QMainWindow) else [widget for widget in _chain(window) if _is_stop(widget)]
    jumps = [(one, after) for one, after in zip(stops, stops[1:] + stops[:1], strict=True) if _is_above(after, one)]
    return [f"{told(one)}, then {told(after)}" for one, after in jumps] if len(jumps) > 1 else []


def _chain(window: QWidget) -> Iterator[QWidget]:
    seen = set(visible(window))
    widget = window.nextInFocusChain()
    while widget is not window:
        if widget in seen:
            yield widget
        widget = widget.nextInFocusChain()


def _is_above(widget: QWidget, other: QWidget) -> bool:
    """Tell whether a part stands above another, in the same column."""
    window = widget.window()
    place, beside = (QRect(one.mapTo(window, QPoint(0, 0)), one.size()) for one in (widget, other))
    return place.bottom() <= beside.top() + CUT_TOLERANCE and place.left() <= beside.right()


def _go_on(focused: QWidget, window: QWidget) -> None:
    if isinstance(focused, TreeView) and isinstance(window, MainWindow):  # in which Tab moves rows
        window.actions_by[Act.NEXT_PANE].trigger()
    elif isinstance(focused, QAbstractItemView) and focused.tabKeyNavigation():
        press(focused, Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
    else:
        press(focused, Qt.Key.Key_Tab)


def _is_stop(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.isEnabled() and widget.focusProxy() is None


def _by_arrows(widget: QWidget) -> bool:
    """Tell whether keys of their own lead here: arrows among choices, the View menu to panels behind one another."""
    if isinstance(widget, QTabBar):
        return isinstance(widget.parentWidget(), QMainWindow)
    return isinstance(widget, QAbstractButton) and (widget.autoExclusive() or widget.group() is not None)


def press(widget: QWidget, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key in a widget."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(widget, QKeyEvent(kind, key, held))


def without_default(window: QWidget) -> list[str]:
    """Tell whether a dialog that asks for something has no button, or several, for Enter."""
    boxes = [each for each in visible(window) if isinstance(each, QDialogButtonBox)]
    roles = {box.buttonRole(button) for box in boxes for button in box.buttons()}
    asks = QDialogButtonBox.ButtonRole.AcceptRole in roles
    defaults = [each for each in visible(window) if isinstance(each, QPushButton) and each.isDefault()]
    return [f"{len(defaults)} buttons for Enter"] if isinstance(window, QDialog) and asks and len(defaults) != 1 else []


def stays_open(window: QWidget) -> list[str]:
    """Tell whether Esc leaves a dialog open. This closes it: ask last."""
    if not isinstance(window, QDialog):
        return []
    press(window, Qt.Key.Key_Escape)
    return ["Esc does not close it"] if window.isVisible() else []


AUDITS: dict[str, Callable[[QWidget], list[str]]] = {
    "unnamed": unnamed,
    "cut": cut,
    "overflowing": overflowing,
    "overlapping": overlapping,
    "silent": silent,
    "unlike others": unlike_others,
    "foreign signs": foreign_signs,
    "frameless": frameless,
    "too big": too_big,
    "faint": faint,
    "mnemonics": mnemonics_given_twice,
    "out of order": out_of_order,
    "unreached": unreached,
    "default": without_default,
    "escape": stays_open,
}


def findings(window: QWidget, data: str) -> dict[str, list[str]]:
    """Return what every audit has to say of a window."""
    named = {"foreign": foreign(window, data)}
    return named | {name: audit(window) for name, audit in AUDITS.items()}
