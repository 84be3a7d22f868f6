"""Scraps of WordprocessingML that every part is made of. One rule: properties stand in the order of the schema."""

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
NAMESPACES = f'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="{_OFFICE}/relationships"'


def font_xml(name: str) -> str:
    """Return w:rFonts for one font in all four roles; "" leaves them to the style.

    Without the hint Word takes “ ” … and — from a Latin font; a theme attribute would override the names.
    """
    roles = "".join(f' w:{role}="{name}"' for role in ("ascii", "hAnsi", "eastAsia", "cs")) if name else ""
    return f'<w:rFonts w:hint="eastAsia"{roles}/>'


def paragraph(style: str, runs: str, extra: str = "") -> str:
    """Return a paragraph; `extra` are further properties, in the order of the schema."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{extra}</w:pPr>{runs}</w:p>'
