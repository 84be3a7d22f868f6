"""The fonts of official documents. One rule: the names are a profile; a font that is missing is no error."""

from dataclasses import dataclass

from planeditor.exporting.options import FontProfile


@dataclass(frozen=True, slots=True)
class Fonts:
    """Font names by the part they play; `table` is that of ledgers and page numbers."""

    title: str
    body: str
    kai: str
    hei: str
    table: str = "宋体"


PROFILES: dict[FontProfile, Fonts] = {
    "standard": Fonts("方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体"),
    "windows": Fonts("华文中宋", "仿宋", "楷体", "黑体"),  # comes with Windows and Office
}
BY_STYLE = Fonts("", "", "", "", "")  # an office's own styles name the fonts
