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
