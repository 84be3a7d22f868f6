"""Documents out: Word, Excel and JSON, each from a snapshot.

One rule: a format or a layout is one line in WRITERS, and its writer sees only a `Content` and an open file.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO

from planeditor.errors import UsageError
from planeditor.exporting.content import Content, Progress
from planeditor.exporting.options import Options, options_from, settings_of
from planeditor.exporting.output import write_whole
from planeditor.exporting.selection import department_named, owned_by
from planeditor.i18n import _
from planeditor.plan.entities import Snapshot
from planeditor.plan.identity import id_text
from planeditor.plan.numbering import snapshot_numbers
from planeditor.plan.stamp import Stamp

__all__ = ["LAYOUTS", "Exported", "Options", "Progress", "export", "options_from", "settings_of"]

Writer = Callable[[Content, IO[bytes]], None]


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export did: the file, and how many characters it could only show by a stand-in."""

    path: Path
    replaced: int


def _json(content: Content, file: IO[bytes]) -> None:
    from planeditor.exporting.interchange import write_json

    write_json(content, file)


def _word(layout: str) -> Writer:
    def write(content: Content, file: IO[bytes]) -> None:
        from planeditor.exporting.word import write_word

        write_word(content, file, layout)

    return write


def _excel_tasks(content: Content, file: IO[bytes]) -> None:
    from planeditor.exporting.excel import write_tasks

    write_tasks(content, file)


# By suffix, then by layout; the first layout is the default. Writers load their libraries when first called.
WRITERS: dict[str, dict[str, Writer]] = {
    ".json": {"": _json},
    ".docx": {layout: _word(layout) for layout in ("plan", "official", "draft", "table", "cards")},
    ".xlsx": {"tasks": _excel_tasks},
}
LAYOUTS = {suffix: tuple(filter(None, layouts)) for suffix, layouts in WRITERS.items()}


def export(
    snapshot: Snapshot,
    path: Path,
    *,
    layout: str | None = None,
    owner: str | None = None,
    force: bool = False,
    progress: Progress | None = None,
    options: Options | None = None,
) -> Exported:
    """Write the plan to `path`, whose suffix chooses the format, and say what was done.

    `owner` keeps one department's items only. `progress` is told 0 to 1 and stops the export by returning
    False. UsageError for an unknown suffix, layout or department; OutputError if the file exists (without
    `force`) or cannot be written; Cancelled. In all these cases nothing is left behind.
    """
    write = _writer(path, layout)
    numbers = snapshot_numbers(snapshot)
    chosen = snapshot if owner is None else owned_by(snapshot, owner)
    content = Content(chosen, numbers, _stamped(options or Options(), path, layout, snapshot, owner), progress)
    write_whole(path, lambda file: write(content, file), force=force)
    return Exported(path, content.cleaner.replaced)


def _stamped(options: Options, path: Path, layout: str | None, snapshot: Snapshot, owner: str | None) -> Options:
    """Let the mark say the form and whose items these are as well, so that the file can be read back."""
    if not options.mark:
        return options
    form = layout or next(iter(WRITERS[path.suffix.lower()]))
    whose = "" if owner is None else id_text(department_named(snapshot, owner).id)
    return replace(options, mark=Stamp(options.mark, form, whose).text)


def _writer(path: Path, layout: str | None) -> Writer:
    layouts = WRITERS.get(path.suffix.lower())
    if layouts is None:
        message = _("“{file}” cannot be exported: choose one of the endings {suffixes}.")
        raise UsageError(message.format(file=path.name, suffixes=" ".join(WRITERS)))
    name = next(iter(layouts)) if layout is None else layout
    if name not in layouts or (layout is not None and not name):
        message = _("“{file}” has no layout “{layout}”. It has: {layouts}")
        known = ", ".join(LAYOUTS[path.suffix.lower()]) or _("none")
        raise UsageError(message.format(file=path.name, layout=layout, layouts=known))
    return layouts[name]
