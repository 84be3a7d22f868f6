"""`import` and `new`: plans from documents and from templates."""

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path

from planeditor.bundled import bundled_names, bundled_path
from planeditor.commands.counting import count_parts
from planeditor.errors import EditError, SourceError, UsageError
from planeditor.i18n import _, ngettext
from planeditor.importing import ImportOptions, import_file
from planeditor.importing.blocks import share
from planeditor.importing.draft import Draft
from planeditor.importing.interchange import read_json
from planeditor.importing.several import merge_drafts
from planeditor.plan.copying import fresh_plan
from planeditor.store import create_plan, read_plan
from planeditor.store.user_folder import templates_folder

DONE = 0
Progress = Callable[[float], bool]
Say = Callable[[str], None]


def run_import(parsed: argparse.Namespace, progress: Progress | None, say: Say) -> int:
    """Make one plan of one or more documents, and say how much is in it and what is uncertain."""
    sources: list[Path] = parsed.sources
    options = ImportOptions(numbering=parsed.numbering, revisions=parsed.revisions, targets=parsed.targets)
    drafts = [
        _draft(source, options, share(progress, number / len(sources), (number + 1) / len(sources)))
        for number, source in enumerate(sources)
    ]
    draft = merge_drafts(drafts, [source.name for source in sources])
    try:
        create_plan(parsed.output, draft.snapshot)
    except EditError as error:
        message = _("“{file}” cannot be read: {reason}")
        raise SourceError(message.format(file=_joined(sources), reason=error)) from error
    counts = count_parts(draft.snapshot)
    message = _("{source} → {plan}: {sections} sections, {items} items.")
    say(message.format(source=_joined(sources), plan=parsed.output.name, **counts))
    for note in draft.notes:
        say(note)
    _say_uncertain(say, len(draft.snapshot.unplaced), len(draft.questions))
    return DONE


def _draft(source: Path, options: ImportOptions, progress: Progress | None) -> Draft:
    """Return the draft of one document; that of a plan file is the plan in it."""
    if source.suffix.lower() != ".plan":
        return import_file(source, options, progress=progress)
    return Draft(read_plan(source), ())


def _joined(sources: Sequence[Path]) -> str:
    return ", ".join(source.name for source in sources)


def _say_uncertain(say: Say, unplaced: int, questions: int) -> None:
    if unplaced:
        message = ngettext(
            "{count} line was set aside as not part of the plan.",
            "{count} lines were set aside as not part of the plan.",
            unplaced,
        )
        say(message.format(count=unplaced))
    if questions:
        message = ngettext("{count} line is uncertain.", "{count} lines are uncertain.", questions)
        say(message.format(count=questions))


def run_new(parsed: argparse.Namespace) -> int:
    """Make a plan from a template, of one's own or one that ships with the program."""
    templates = {name: bundled_path(f"templates/{name}.json") for name in bundled_names("templates")}
    templates |= {path.stem: path for path in sorted(templates_folder().glob("*.json"))}
    if parsed.template not in templates:
        message = _("There is no template “{name}”. There are: {names}")
        raise UsageError(message.format(name=parsed.template, names=", ".join(templates)))
    create_plan(parsed.output, fresh_plan(read_json(templates[parsed.template])))
    return DONE
