"""Writing the interchange JSON. One rule: `importing.interchange` reads it back as an equal plan."""

import io
import json
from typing import IO

from planeditor.exporting.content import Content
from planeditor.plan.interchange import to_dict


def write_json(content: Content, file: IO[bytes]) -> None:
    """Write the JSON: UTF-8, LF, one space of indent, a newline at the end; the mark, if any, is a key at the top."""
    text = io.TextIOWrapper(file, encoding="utf-8", errors="replace", newline="\n")
    content.report(0.0)
    mark = {"mark": content.options.mark} if content.options.mark else {}
    json.dump(to_dict(content.snapshot, content.numbers) | mark, text, ensure_ascii=False, indent=1, allow_nan=False)
    text.write("\n")
    content.report(1.0)
    text.detach()
