"""Imports damaged documents, one after the other, within the reading child's limits; a test gives it their numbers.

For every number it prints a line of JSON: the number, what became of the document, and seconds.
"""

import faulthandler
import json
import sys
import time
import traceback

from planeditor.errors import SourceError
from planeditor.importing.draft import Draft
from planeditor.importing.grammar import parse_source
from planeditor.importing.interchange import parse_json
from planeditor.importing.kinds import check_suffix, find_kind
from planeditor.importing.options import ImportOptions
from planeditor.importing.readers import load_reader, read_document
from planeditor.importing.reading_limits import forbid_access, limit_resources
from planeditor.importing.reading_wire import pack_source, unpack_source
from tests.importing.fuzz.mutations import mutated, whole_documents_once
from tests.importing.strings import squeeze, strings_of

SECONDS_A_FILE = 15
LABEL_WORDS = set(
    "牵头责任配合单位科室部门负文件及以和落实协同办参与主承助加第一要共方机构股处人室实施管"
)  # read, not kept
CHOICES = (ImportOptions(), ImportOptions(revisions="original", numbering="through"))


def main() -> None:
    """Serve numbers from standard input until it ends."""
    for name, data in whole_documents_once():
        kind = find_kind(name, data)
        if kind != "json":
            load_reader(kind)
    limit_resources(36_000)
    attempts = forbid_access()
    for line in sys.stdin:
        number = int(line)
        faulthandler.dump_traceback_later(SECONDS_A_FILE, exit=True)
        start = time.perf_counter()
        outcome = _outcome(number)
        if attempts:
            outcome = f"access: {attempts}"
        print(json.dumps([number, outcome, round(time.perf_counter() - start, 3)]), flush=True)


def _outcome(number: int) -> str:
    name, data = mutated(number)
    try:
        check_suffix(name)
        if find_kind(name, data) == "json":
            parse_json(data, name)
            return "plan"
        draft = _draft(name, data, CHOICES[number % 2])
    except SourceError as error:
        said = str(error)
        return "refused" if name in said and "\n" not in said else f"sentence: {said}"
    except MemoryError:
        return "memory"
    except Exception:
        return traceback.format_exc()
    return draft


def _draft(name: str, data: bytes, options: ImportOptions) -> str:
    source = unpack_source(pack_source(read_document(data, name, options)), name)
    draft = parse_source(source, options)
    wanted = [line.line for line in source.lines() if line.text.strip()]
    found = [line.number for line in draft.lines]
    if wanted != found:
        return f"lines: {sorted(set(wanted) ^ set(found))[:9]} of {len(wanted)}"
    return _lost(draft) or "draft"


def _lost(draft: Draft) -> str:
    """Return what became of a line that is set aside and not among the unplaced ones; "" if all is well."""
    unplaced = squeeze("".join(draft.snapshot.unplaced))
    everything = set(squeeze("".join(strings_of(draft)))) | LABEL_WORDS
    for line in draft.lines:
        if line.role == "unplaced" and squeeze(line.text) not in unplaced:
            return f"lost: {line}"
        if line.role == "text" and any(sign.isalpha() and sign not in everything for sign in squeeze(line.text)):
            return f"lost: {line}"
    return ""


if __name__ == "__main__":
    main()
