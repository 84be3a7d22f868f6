"""Reading the interchange JSON. One rule: what `exporting.interchange` wrote comes back as an equal plan."""

import json
from pathlib import Path
from typing import Any

from planeditor.errors import SourceError
from planeditor.i18n import _
from planeditor.importing.sources import read_bytes
from planeditor.plan.entities import Snapshot
from planeditor.plan.interchange import from_dict
from planeditor.plan.interchange_keys import InterchangeError


def read_json(path: Path) -> Snapshot:
    """Return the plan in a JSON file; SourceError names the file and what is wrong with it."""
    return parse_json(read_bytes(path), path.name)


def parse_json(data: bytes, name: str) -> Snapshot:
    """Return the plan in the bytes of the JSON file of that name; SourceError says what is wrong with it."""
    try:
        return from_dict(_parse(data))
    except InterchangeError as error:
        raise _refusal(name, str(error)) from error
    except RecursionError as error:
        raise _refusal(name, _("it is nested too deeply")) from error


def _parse(data: bytes) -> Any:
    try:
        return json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise InterchangeError(_("it is not UTF-8 text")) from error
    except json.JSONDecodeError as error:
        reason = _("it is not valid JSON (line {line}, column {column})")
        raise InterchangeError(reason.format(line=error.lineno, column=error.colno)) from error
    except ValueError as error:  # a whole number of thousands of digits
        raise InterchangeError(_("the number is too large")) from error


def _refusal(name: str, reason: str) -> SourceError:
    return SourceError(_("“{file}” cannot be read: {reason}").format(file=name, reason=reason))
