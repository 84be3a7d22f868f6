"""The command line: the window's jobs without a window.

One rule: data goes to stdout, messages go to stderr, and what goes wrong is one line and an exit code.
"""

import argparse
import json
import os
import sys
import traceback
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planeditor import __version__
from planeditor.commands import arguments
from planeditor.errors import Cancelled, OutputError, PlanEditorError, SourceError, UsageError
from planeditor.i18n import _

if TYPE_CHECKING:  # loaded where a command needs them
    pass

PROBLEM_FACTS = ("rule", "severity", "id", "number", "message")
DONE, PROBLEMS, USAGE, UNREADABLE, UNWRITABLE, BUG, INTERRUPTED = 0, 1, 2, 3, 4, 70, 130
# The first that fits counts; BUG (EX_SOFTWARE) and INTERRUPTED (128 + SIGINT) are the usual ones of Unix.
_EXIT_CODES: tuple[tuple[type[Exception], int], ...] = (
    (UsageError, USAGE),
    (OutputError, UNWRITABLE),
    (SourceError, UNREADABLE),
    (Cancelled, INTERRUPTED),
)
_DEBUG = "PLANEDITOR_DEBUG"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; argparse itself exits with 2 for a wrong usage."""
    _prepare_streams()
    parsed = _parser().parse_args(arguments)
    try:
        code: int = parsed.run(parsed)
        if sys.stdout is not None:  # as in a program without a console
            sys.stdout.flush()
        return code
    except PlanEditorError as error:
        _say(str(error))
        return next((code for kind, code in _EXIT_CODES if isinstance(error, kind)), PROBLEMS)
    except BrokenPipeError:
        # The reader, such as head, has seen enough; Python would complain once more at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except OSError as error:
        _say(_("{file}: {reason}").format(file=error.filename or _("standard output"), reason=error.strerror or error))
        return UNWRITABLE if _is_output(error, parsed) else UNREADABLE
    except KeyboardInterrupt:
        _say(_("Interrupted; nothing was changed."))
        return INTERRUPTED
    except Exception as error:
        return _report_bug(error)


def _prepare_streams() -> None:
    """Never fail at a character that the console cannot show; on Windows it would be most Chinese ones."""
    encoding = "utf-8" if sys.platform == "win32" else None
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)  # a program without a console has no streams
        if reconfigure is not None:
            reconfigure(encoding=encoding, errors="replace")


def _say(message: str) -> None:
    print(message, file=sys.stderr)


def _is_output(error: OSError, parsed: argparse.Namespace) -> bool:
    """Only standard output has no name."""
    output = getattr(parsed, "output", None)
    return not error.filename or (output is not None and str(error.filename).startswith(str(output.parent)))


def _report_bug(error: Exception) -> int:
    if os.environ.get(_DEBUG):
        traceback.print_exc()
    message = _("Something went wrong in this program ({error}). Set {variable}=1 to see where.")
    _say(message.format(error=f"{type(error).__name__}: {error}", variable=_DEBUG))
    return BUG


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="planeditor", description=_("Work with plans. Without a command the window opens: planeditor [FILE]")
    )
    parser.add_argument("--version", action="version", version=f"planeditor {__version__}")
    commands = parser.add_subparsers(metavar=_("COMMAND"), required=True)
    _add_import(_command(commands, "import", _import, _("make a plan file of a document")))
    _add_export(_command(commands, "export", _export, _("write a plan as Word, Excel, JSON, Markdown and more")))
    _add_new(_command(commands, "new", _new, _("start a plan from a template")))
    _add_check(_command(commands, "check", _check, _("look for problems in a plan")))
    _add_info(_command(commands, "info", _info, _("tell what a plan holds")))
    _add_plan(_command(commands, "verify", _verify, _("check that a plan file is whole")))
    arguments.add_compare(_command(commands, "compare", _compare, _("tell how two plans differ")))
    arguments.add_update(_command(commands, "update", _update, _("take a revised document back into its plan")))
    arguments.add_handout(_command(commands, "handout", _handout, _("write a form for each department to fill in")))
    arguments.add_collect(_command(commands, "collect", _collect, _("merge the forms that came back into the plan")))
    arguments.add_report(_command(commands, "report", _report, _("draft a report on a period from the plan")))
    arguments.add_rollover(_command(commands, "rollover", _rollover, _("make the next year's plan")))
    return parser


def _command(commands: Any, name: str, run: Callable[[argparse.Namespace], int], text: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(name, help=text, description=text)
    parser.set_defaults(run=run)
    return parser


def _add_plan(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("plan", type=Path, metavar="PLAN", help=_("the plan file"))


def _add_output(parser: argparse.ArgumentParser) -> None:
    text = _("the plan file to write")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="PLAN", help=text)


def _add_format(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--format", choices=("text", "json"), default="text", help=_("how to print it"))


def _add_import(parser: argparse.ArgumentParser) -> None:
    text = _("the documents to read, plans among them; several become one plan")
    parser.add_argument("sources", type=Path, nargs="+", metavar="SRC", help=text)
    _add_output(parser)
    choices = ("auto", "through", "restart")
    text = _("whether items count through the whole plan or start again in each section")
    parser.add_argument("--numbering", choices=choices, default="auto", help=text)
    text = _("which side of tracked changes to read")
    parser.add_argument("--revisions", choices=("accept", "original"), default="accept", help=text)
    text = _("leave out the targets that are found in the text")
    parser.add_argument("--no-targets", dest="targets", action="store_false", help=text)


def _add_export(parser: argparse.ArgumentParser) -> None:
    _add_plan(parser)
    parser.add_argument("output", type=Path, metavar="OUT", help=_("the file to write; its ending says what"))
    parser.add_argument("--layout", metavar="NAME", help=_("the kind of document"))
    parser.add_argument("--owner", metavar="NAME", help=_("only the items of this department"))
    text = _("a .docx of your office whose styles, page and red head are used, instead of the plan's own choice")
    parser.add_argument("--template", metavar="FILE", help=text)
    parser.add_argument("--force", action="store_true", help=_("replace the file if it exists"))


def _add_new(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--template", required=True, metavar="NAME", help=_("the name of the template"))
    _add_output(parser)


def _add_check(parser: argparse.ArgumentParser) -> None:
    _add_plan(parser)
    _add_format(parser)
    text = _("the least severity that counts as a failure")
    parser.add_argument("--fail-on", choices=("error", "warning"), default="warning", help=text)


def _add_info(parser: argparse.ArgumentParser) -> None:
    _add_plan(parser)
    _add_format(parser)


def _compare(parsed: argparse.Namespace) -> int:
    from planeditor.commands.merging import run_compare

    return run_compare(parsed)


def _update(parsed: argparse.Namespace) -> int:
    from planeditor.commands.merging import run_update

    return run_update(parsed, _progress(), _say)


def _handout(parsed: argparse.Namespace) -> int:
    from planeditor.commands.handing import run_handout

    return run_handout(parsed, _progress(), _say)


def _report(parsed: argparse.Namespace) -> int:
    from planeditor.commands.reporting import run_report

    return run_report(parsed, _progress(), _say)


def _rollover(parsed: argparse.Namespace) -> int:
    from planeditor.commands.rolling import run_rollover

    return run_rollover(parsed, _say)


def _collect(parsed: argparse.Namespace) -> int:
    from planeditor.commands.handing import run_collect

    return run_collect(parsed, _progress(), _say)


def _import(parsed: argparse.Namespace) -> int:
    from planeditor.commands.making import run_import

    return run_import(parsed, _progress(), _say)


def _export(parsed: argparse.Namespace) -> int:
    from planeditor.exporting import export, options_from
    from planeditor.store import read_for_export

    snapshot, mark, settings = read_for_export(parsed.plan)
    options = options_from(settings, mark)
    exported = export(
        snapshot,
        parsed.output,
        layout=parsed.layout,
        owner=parsed.owner,
        force=parsed.force,
        progress=_progress(),
        options=replace(options, template=parsed.template) if parsed.template else options,
    )
    for sentence in exported.told():
        _say(sentence)
    return DONE


def _new(parsed: argparse.Namespace) -> int:
    from planeditor.commands.making import run_new

    return run_new(parsed)


def _check(parsed: argparse.Namespace) -> int:
    from datetime import date

    from planeditor.plan.checks import ERROR, check_plan, without_dismissed
    from planeditor.plan.checks.chosen import settings_from
    from planeditor.plan.identity import id_text
    from planeditor.store import read_dismissals

    snapshot, dismissals, kept = read_dismissals(parsed.plan)
    dismissed = {(each.rule, each.node_id, each.subject) for each in dismissals}
    problems = without_dismissed(check_plan(snapshot, settings_from(kept), date.today()), dismissed)
    errors = sum(problem.severity == ERROR for problem in problems)
    if parsed.format == "json":
        facts = [{name: getattr(problem, name) for name in PROBLEM_FACTS} for problem in problems]
        _print_json([fact | {"id": id_text(fact["id"])} for fact in facts])
    else:
        names = {"error": _("error"), "warning": _("warning")}
        for problem in problems:
            print(problem.number or "-", names[problem.severity], problem.message, sep="\t")
        _say(_("Errors: {errors}; warnings: {warnings}").format(errors=errors, warnings=len(problems) - errors))
    failures = errors if parsed.fail_on == ERROR else len(problems)
    return PROBLEMS if failures else DONE


def _info(parsed: argparse.Namespace) -> int:
    from planeditor.commands.counting import count_parts
    from planeditor.plan.numbering import parse_scheme, scheme_text
    from planeditor.store import read_plan

    snapshot = read_plan(parsed.plan)
    facts = {
        "title": " ".join(snapshot.plan.title.split("\n")),
        "year": snapshot.plan.year,
        "numbering": scheme_text(parse_scheme(snapshot.plan.numbering)),
        **count_parts(snapshot),
        "size": parsed.plan.stat().st_size,
    }
    if parsed.format == "json":
        _print_json(facts)
    else:
        for name, value in zip(_fact_names(), facts.values(), strict=True):
            print(name, "" if value is None else value, sep="\t")
    return DONE


def _fact_names() -> tuple[str, ...]:
    """Return what people call the facts, in their order."""
    return (
        _("Title"),
        _("Year"),
        _("Numbering"),
        _("Number of sections"),
        _("Number of items"),
        _("Number of targets"),
        _("Number of departments"),
        _("Number of lines set aside"),
        _("File size in bytes"),
    )


def _verify(parsed: argparse.Namespace) -> int:
    from planeditor.store import verify_plan

    verification = verify_plan(parsed.plan)
    if not verification.ok:
        raise SourceError(_damage(parsed.plan, verification.problems, readable=bool(verification.digest)))
    for table, count in verification.counts.items():
        print(table, count, sep="\t")
    print(_("digest"), verification.digest, sep="\t")
    _say(_("“{file}” is whole.").format(file=parsed.plan.name))
    return DONE


def _damage(path: Path, problems: tuple[str, ...], *, readable: bool) -> str:
    """Return one sentence; where nothing could be read, the only problem is a sentence already."""
    if not readable:
        return problems[0]
    message = _("“{file}” is damaged: {problems}. Open a backup of it, or ask for the file again.")
    return message.format(file=path.name, problems="; ".join(problems))


def _print_json(content: object) -> None:
    print(json.dumps(content, ensure_ascii=False, indent=1))


def _progress() -> Callable[[float], bool] | None:
    """Show how much is done where someone watches."""
    if sys.stderr is None or not sys.stderr.isatty():
        return None

    def show(fraction: float) -> bool:
        print(f"\r{fraction:4.0%}", end="\r", file=sys.stderr, flush=True)
        return True

    return show
