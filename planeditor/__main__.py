"""The entry point. One rule: a subcommand goes to the command line without Qt, all else to the window."""

import sys

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


def main(argv: list[str] | None = None) -> int:
    """Run the command line or the window and return the exit code."""
    arguments = sys.argv[1:] if argv is None else argv
    if arguments and arguments[0] in COMMANDS:
        from planeditor import cli

        return cli.main(arguments)
    from planeditor.gui import app

    return app.main(arguments)


if __name__ == "__main__":
    raise SystemExit(main())
