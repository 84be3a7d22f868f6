"""Writing the interchange JSON. One rule: `importing.interchange` reads it back as an equal plan."""

import io
import json
from pathlib import Path
from typing import IO, Any

from planeditor.exporting.content import Content
from planeditor.exporting.output import write_whole
from planeditor.plan.entities import Snapshot
from planeditor.plan.interchange import to_dict
from planeditor.plan.numbering import snapshot_numbers


def interchange(snapshot: Snapshot) -> dict[str, Any]:
    """Return the plan in the form of the contract, numbers as shown."""
    return to_dict(snapshot, snapshot_numbers(snapshot))


def write_interchange(snapshot: Snapshot, path: Path, *, force: bool = False) -> None:
    """Write the plan as JSON; OutputError if it cannot be written, or exists and `force` is not set."""
    content = Content(snapshot, snapshot_numbers(snapshot))
    write_whole(path, lambda file: write_json(content, file), force=force)


def write_json(content: Content, file: IO[bytes]) -> None:
    """Write the JSON: UTF-8, LF, one space of indent, a newline at the end; the mark, if any, is a key at the top."""
    text = io.TextIOWrapper(file, encoding="utf-8", errors="replace", newline="\n")
    content.report(0.0)
    mark = {"mark": content.options.mark} if content.options.mark else {}
    json.dump(to_dict(content.snapshot, content.numbers) | mark, text, ensure_ascii=False, indent=1, allow_nan=False)
    text.write("\n")
    content.report(1.0)
    text.detach()
