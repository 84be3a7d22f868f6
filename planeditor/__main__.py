"""The entry point. One rule: a subcommand goes to the command line without Qt, all else to the window.

Two more ways in are not for people: the program starts itself to read a stranger's document within limits, and to find
the targets of a large plan on another core.

The window's file is opened while the window's code is loaded: the two keep different parts of the machine busy.
"""

import gc
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse

from planeditor import FINDER_ARGUMENT, READER_ARGUMENT

COMMANDS = {
    "import",
    "export",
    "new",
    "check",
    "info",
    "verify",
    "compare",
    "update",
    "handout",
    "collect",
    "report",
    "rollover",
    "-h",
    "--help",
    "--version",
}

SWITCH_INTERVAL_S = 0.001  # of Python's threads; at the usual 5 ms a publication in the background is felt in typing


def main(argv: list[str] | None = None) -> int:
    """Run the command line, the window or a helper of another process and return the exit code."""
    arguments = sys.argv[1:] if argv is None else argv
    if arguments == [READER_ARGUMENT]:
        from planeditor.importing import reading_child

        return reading_child.main()
    if arguments == [FINDER_ARGUMENT]:
        from planeditor.importing import finding

        return finding.main()
    if arguments and arguments[0] in COMMANDS:
        from planeditor import cli

        return cli.main(arguments)
    return _show_window(arguments)


def _show_window(arguments: list[str]) -> int:
    read = _read_arguments(arguments)
    if read.self_test is not None:
        from planeditor.gui.self_test import run_self_test

        return run_self_test(read.self_test, read.screenshot)
    files, sample = [path.absolute() for path in read.files], read.sample
    from planeditor.gui.single_instance import Instance, become_first

    instance = Instance() if sample else become_first(files)
    if instance is None:
        return 0  # the program that runs already has the files
    sys.setswitchinterval(SWITCH_INTERVAL_S)
    gc.disable()  # nothing that is made at the start is garbage; the window turns it on when it is there
    from planeditor.store.ahead import OpeningAhead, is_plan_name

    first = files[0] if files else None
    ahead = OpeningAhead(first) if first is not None and is_plan_name(first) else None
    from planeditor.gui import app

    return app.main(files, sample=sample, ahead=ahead, instance=instance)


def _read_arguments(arguments: list[str]) -> "argparse.Namespace":
    """Return what the window is started with; exits with 2 and a sentence at an unknown option."""
    import argparse

    from planeditor.i18n import _

    parser = argparse.ArgumentParser(prog="planeditor", description=_("Edit work plans."))
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help=_("a plan, or a document to import"))
    parser.add_argument("--sample", action="store_true", help=_("open the bundled sample plan"))
    text = _("try what the installed program can do, and write a report")
    parser.add_argument("--self-test", type=Path, metavar="OUT.json", help=text)
    parser.add_argument(
        "--screenshot", type=Path, metavar="OUT.png", help=_("a picture of the window, for the self-test")
    )
    return parser.parse_args(arguments)


if __name__ == "__main__":
    raise SystemExit(main())
