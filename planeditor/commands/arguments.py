"""The arguments of the commands here. One rule: nothing is loaded for them that the command itself would need."""

import argparse
from pathlib import Path

from planeditor.i18n import _


def add_compare(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `compare`."""
    parser.add_argument("first", type=Path, metavar="A", help=_("a plan or a document"))
    parser.add_argument("second", type=Path, metavar="B", help=_("a plan or a document"))
    parser.add_argument("--format", choices=("text", "json", "docx"), default="text", help=_("how to print it"))


def add_update(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `update`."""
    parser.add_argument("plan", type=Path, metavar="PLAN", help=_("the plan file"))
    parser.add_argument("returned", type=Path, metavar="RETURNED", help=_("the document that came back"))
    parser.add_argument("--dry-run", action="store_true", help=_("only tell what would change"))
    text = _("which side of tracked changes to read")
    parser.add_argument("--revisions", choices=("accept", "original"), default="accept", help=text)
    parser.add_argument("--format", choices=("text", "json"), default="text", help=_("how to print it"))


def add_handout(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `handout`."""
    parser.add_argument("plan", type=Path, metavar="PLAN", help=_("the plan file"))
    text = _("the folder that the files are written to")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="DIR", help=text)
    text = _("only this department; may be given several times")
    parser.add_argument("--owner", action="append", metavar="NAME", help=text)
    text = _("what is asked for: progress, or that the items be drafted and revised")
    parser.add_argument("--purpose", choices=("progress", "draft"), default="progress", help=text)
    text = _("a workbook, or an excerpt for departments that have this program")
    parser.add_argument("--as", dest="form", choices=("xlsx", "plan"), default="xlsx", help=text)
    parser.add_argument("--period", default="", help=_("what it is about: 2020H1, 2020Q3, 2020-06 or 2020"))
    parser.add_argument("--due", default="", metavar="DATE", help=_("until when an answer is asked for"))
    parser.add_argument("--contact", default="", help=_("whom to turn to"))
    parser.add_argument("--note", default="", help=_("what else the departments are told"))
    parser.add_argument("--force", action="store_true", help=_("replace the file if it exists"))


def add_collect(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `collect`."""
    parser.add_argument("plan", type=Path, metavar="PLAN", help=_("the plan file"))
    text = _("the files that came back, or folders with them")
    parser.add_argument("files", type=Path, nargs="+", metavar="FILES", help=text)
    parser.add_argument("--dry-run", action="store_true", help=_("only tell what would change"))
    text = _("a .docx or .xlsx to write what was merged to")
    parser.add_argument("--report", type=Path, metavar="FILE", help=text)
    parser.add_argument("--format", choices=("text", "json"), default="text", help=_("how to print it"))


def add_report(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `report`."""
    parser.add_argument("plan", type=Path, metavar="PLAN", help=_("the plan file"))
    text = _("the file to write; .plan makes a report to work on in the window")
    parser.add_argument("output", type=Path, metavar="OUT", help=text)
    parser.add_argument("--period", default="", help=_("what it is about: 2020H1, 2020Q3, 2020-06 or 2020"))
    text = _("a report with results and plans, or a circular on who keeps pace")
    parser.add_argument("--kind", choices=("summary", "bulletin"), default="summary", help=text)
    text = _("the last day whose entries count, instead of the period's last")
    parser.add_argument("--until", metavar="DATE", help=text)
    text = _("bring the report that lies in OUT up to date; what people wrote stays")
    parser.add_argument("--refresh", action="store_true", help=text)
    parser.add_argument("--force", action="store_true", help=_("replace the file if it exists"))


def add_rollover(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `rollover`."""
    parser.add_argument("plan", type=Path, metavar="PLAN", help=_("the plan file"))
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="NEXT", help=_("the plan file to write"))
    parser.add_argument("--year", type=int, required=True, help=_("the year of the new plan"))
    parser.add_argument("--all", action="store_true", help=_("let finished items continue as well"))
    text = _("a .docx or .xlsx to write the list of items to: what continues, ended, was completed")
    parser.add_argument("--list", type=Path, metavar="FILE", help=text)
    parser.add_argument("--format", choices=("text", "json"), default="text", help=_("how to print it"))
