"""Documents out: Word, Excel, JSON, Markdown, web page, outline, CSV, Project XML; each from a snapshot.

One rule: a format or a layout is one line in WRITERS, and its writer sees only a `Content` and an open file.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO

from planeditor.errors import UsageError
from planeditor.exporting.content import Content, Progress
from planeditor.exporting.options import Options, options_from, settings_of
from planeditor.exporting.output import write_whole
from planeditor.exporting.selection import department_named, owned_by
from planeditor.i18n import _, ngettext
from planeditor.plan.entities import Snapshot
from planeditor.plan.identity import id_text
from planeditor.plan.numbering import snapshot_numbers
from planeditor.plan.stamp import PART, Stamp

__all__ = ["LAYOUTS", "Exported", "Options", "Progress", "export", "options_from", "settings_of"]

Writer = Callable[[Content, IO[bytes]], None]

BARE_NAMED = 8  # numbers without words that are told one by one


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export did: the file, how many characters it could only show by a stand-in, numbers without words."""

    path: Path
    replaced: int
    bare: tuple[str, ...] = ()

    def told(self) -> list[str]:
        """Return what people should know of the file, in sentences."""
        sentences = []
        if self.replaced:
            text = ngettext(
                "{count} control character was replaced by a visible sign.",
                "{count} control characters were replaced by visible signs.",
                self.replaced,
            )
            sentences.append(text.format(count=self.replaced))
        if self.bare:
            text = ngettext(
                "{count} item has no text and stands there as a mere number: {numbers}",
                "{count} items have no text and stand there as mere numbers: {numbers}",
                len(self.bare),
            )
            sentences.append(text.format(count=len(self.bare), numbers=first_named(self.bare)))
        return sentences


def first_named(numbers: Sequence[str]) -> str:
    """Return the first of some numbers in one line, with a sign where there are more."""
    return "  ".join(numbers[:BARE_NAMED]) + ("…" if len(numbers) > BARE_NAMED else "")


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


def _markdown(content: Content, file: IO[bytes]) -> None:
    from planeditor.exporting.markdown import write_markdown

    write_markdown(content, file)


def _opml(content: Content, file: IO[bytes]) -> None:
    from planeditor.exporting.opml import write_opml

    write_opml(content, file)


def _csv(content: Content, file: IO[bytes]) -> None:
    from planeditor.exporting.csv_file import write_csv

    write_csv(content, file)


def _project(content: Content, file: IO[bytes]) -> None:
    from planeditor.exporting.project import write_project

    write_project(content, file)


def _html(content: Content, file: IO[bytes]) -> None:
    from planeditor.exporting.html import write_html

    write_html(content, file)


def _excel_ledger(content: Content, file: IO[bytes]) -> None:
    from planeditor.exporting.excel import write_ledger

    write_ledger(content, file)


def _excel_targets(content: Content, file: IO[bytes]) -> None:
    from planeditor.exporting.excel import write_targets

    write_targets(content, file)


def _excel_departments(content: Content, file: IO[bytes]) -> None:
    from planeditor.exporting.excel import write_departments

    write_departments(content, file)


# By suffix, then by layout; the first layout is the default. Writers load their libraries when first called.
WRITERS: dict[str, dict[str, Writer]] = {
    ".json": {"": _json},
    ".docx": {layout: _word(layout) for layout in ("plan", "official", "draft", "table", "cards")},
    ".xlsx": {
        "tasks": _excel_tasks,
        "ledger": _excel_ledger,
        "targets": _excel_targets,
        "departments": _excel_departments,
    },
    ".md": {"": _markdown},
    ".html": {"": _html},
    ".opml": {"": _opml},
    ".csv": {"": _csv},
    ".xml": {"": _project},
}
LAYOUTS = {suffix: tuple(filter(None, layouts)) for suffix, layouts in WRITERS.items()}


def export(
    snapshot: Snapshot,
    path: Path,
    *,
    layout: str | None = None,
    owner: str | None = None,
    part: Snapshot | None = None,
    force: bool = False,
    progress: Progress | None = None,
    options: Options | None = None,
) -> Exported:
    """Write the plan to `path`, whose suffix chooses the format, and say what was done.

    `owner` keeps one department's items only; `part` is what of the plan is written, with the numbers of the whole
    (`selection.chosen`). `progress` is told 0 to 1 and stops the export by returning
    False. UsageError for an unknown suffix, layout or department; OutputError if the file exists (without
    `force`) or cannot be written; Cancelled. In all these cases nothing is left behind.
    """
    write = _writer(path, layout)
    numbers = snapshot_numbers(snapshot)
    whole = snapshot if part is None else part
    chosen = whole if owner is None else owned_by(whole, owner)
    whose = "" if owner is None else id_text(department_named(snapshot, owner).id)
    form = layout or next(iter(WRITERS[path.suffix.lower()]))
    stamped = _stamped(options or Options(), form, whose if part is None else PART)
    content = Content(chosen, numbers, stamped, progress)
    write_whole(path, lambda file: write(content, file), force=force)
    return Exported(path, content.cleaner.replaced, content.bare_numbers())


def _stamped(options: Options, form: str, whose: str) -> Options:
    """Let the mark say the form and whose items these are as well, so that the file can be read back."""
    return replace(options, mark=Stamp(options.mark, form, whose).text) if options.mark else options


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
