"""What goes through the pipes between the program and its reading child.

One rule: what comes back is checked as strictly as if a stranger had written it, for one may have.

Both ways it is frames: a letter for the kind, the length of what follows as 8 bytes, and that many bytes.
"""

import json
import struct
from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO, get_args

from planeditor.importing.blocks import Aside, Block, Merge, Part, Source, Table
from planeditor.importing.options import ImportOptions
from planeditor.importing.source_limits import MOST_CELLS
from planeditor.plan.limits import DEEPEST

REQUEST, DATA = b"r", b"d"
PROGRESS, SOURCE, PLAN, REFUSED, NO_MEMORY, BROKEN = b"p", b"s", b"j", b"e", b"m", b"b"
LARGEST_ANSWER = 256 << 20  # bytes; a plan of 100,000 items has half of that
LONGEST_NOTE = 2_000  # characters
LONGEST_MARK = 200
_ASIDES = frozenset(get_args(Aside))
_HEAD = struct.Struct(">cQ")
_FRACTION = struct.Struct(">d")


class BrokenAnswerError(ValueError):
    """What came through the pipe is not what the other side sends."""


def write_frame(pipe: BinaryIO, kind: bytes, payload: bytes = b"") -> None:
    """Send one frame; OSError if nobody listens any more."""
    pipe.write(_HEAD.pack(kind, len(payload)))
    pipe.write(payload)
    pipe.flush()


def read_frame(pipe: BinaryIO, longest: int = LARGEST_ANSWER) -> tuple[bytes, bytes] | None:
    """Return the kind and the bytes of the next frame; None at the end, BrokenAnswerError if it is cut or too long."""
    head = pipe.read(_HEAD.size)
    if not head:
        return None
    if len(head) < _HEAD.size:
        raise BrokenAnswerError("cut")
    kind, length = _HEAD.unpack(head)
    if length > longest:
        raise BrokenAnswerError("too long")
    payload = pipe.read(length)
    if len(payload) < length:
        raise BrokenAnswerError("cut")
    return kind, payload


def pack_fraction(fraction: float) -> bytes:
    """Return how much is done in the form of a progress frame."""
    return _FRACTION.pack(fraction)


def unpack_fraction(payload: bytes) -> float:
    """Return how much is done, from 0 to 1; BrokenAnswerError for anything else."""
    if len(payload) != _FRACTION.size:
        raise BrokenAnswerError("fraction")
    fraction: float = _FRACTION.unpack(payload)[0]
    return min(max(fraction, 0.0), 1.0) if fraction == fraction else 0.0


def pack_request(name: str, options: ImportOptions, seconds: float) -> bytes:
    """Return what the child must know: the file's name, the choices, and how long it may take."""
    columns = {str(line): list(roles) for line, roles in options.columns.items()}
    choices = {
        "numbering": options.numbering,
        "revisions": options.revisions,
        "sheets": None if options.sheets is None else list(options.sheets),
        "columns": columns,
        "targets": options.targets,
    }
    return _to_bytes({"name": name, "options": choices, "seconds": seconds})


def unpack_request(payload: bytes) -> tuple[str, ImportOptions, float]:
    """Return what `pack_request` was given; the program itself wrote it."""
    request = json.loads(payload)
    choices = request["options"]
    choices["columns"] = {int(line): tuple(roles) for line, roles in choices["columns"].items()}
    if choices["sheets"] is not None:
        choices["sheets"] = tuple(choices["sheets"])
    return request["name"], ImportOptions(**choices), request["seconds"]


def pack_source(source: Source) -> bytes:
    """Return a source as JSON; ValueError if its lines do not count from 1 without a gap."""
    expected = 1
    for part in source.parts:
        if part.line != expected:
            raise ValueError(f"line {part.line} where {expected} was due")
        expected = part.line + 1 if isinstance(part, Block) else part.last_line + 1
    anchors = [[line, anchor] for line, anchor in source.anchors.items()]
    parts = [_pack_part(part) for part in source.parts]
    return _to_bytes({"parts": parts, "notes": list(source.notes), "anchors": anchors, "mark": source.mark})


def _pack_part(part: Part) -> object:
    if isinstance(part, Table):
        merges = [[merge.row, merge.column, merge.rows, merge.columns] for merge in part.merges]
        return {"name": part.name, "rows": part.rows, "merges": merges}
    return [part.text, part.level, part.aside] if part.level or part.aside else part.text


def unpack_source(payload: bytes, name: str) -> Source:
    """Return the source that `pack_source` was given, under the name; BrokenAnswerError if it is none."""
    try:
        answer = json.loads(payload)
    except (ValueError, RecursionError) as error:
        raise BrokenAnswerError("no JSON") from error
    _demand(isinstance(answer, dict) and answer.keys() == {"parts", "notes", "anchors", "mark"}, "keys")
    notes = _texts(answer["notes"])
    _demand(all(len(note) <= LONGEST_NOTE for note in notes), "notes")
    mark = answer["mark"]
    _demand(isinstance(mark, str) and len(mark) <= LONGEST_MARK, "mark")
    return Source(name, tuple(_parts(answer["parts"])), notes, _anchors(answer["anchors"]), mark)


def unpack_sentence(payload: bytes) -> str:
    """Return the one line that the child has to say to people; BrokenAnswerError if it is more."""
    try:
        sentence = payload.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BrokenAnswerError("sentence") from error
    _demand(bool(sentence) and len(sentence) <= LONGEST_NOTE and sentence.isprintable(), "sentence")
    return sentence


def _parts(packed: Any) -> Iterator[Part]:
    _demand(isinstance(packed, list), "parts")
    line, cells = 1, 0
    for each in packed:
        if isinstance(each, str):
            yield Block(line, each)
            line += 1
            continue
        part = _table(line, each) if isinstance(each, dict) else _block(line, each)
        yield part
        line += len(part.rows) if isinstance(part, Table) else 1
        cells += len(part.rows) * len(part.rows[0]) if isinstance(part, Table) else 0
        _demand(cells <= MOST_CELLS, "cells")


def _anchors(packed: Any) -> dict[int, str]:
    _demand(isinstance(packed, list), "anchors")
    for each in packed:
        _demand(isinstance(each, list) and len(each) == 2 and type(each[0]) is int, "anchor")
        _demand(isinstance(each[1], str) and len(each[1]) <= LONGEST_MARK, "anchor")
    return dict(packed)


def _block(line: int, packed: Any) -> Block:
    _demand(isinstance(packed, list) and len(packed) == 3, "block")
    text, level, aside = packed
    _demand(isinstance(text, str) and isinstance(aside, str) and aside in _ASIDES, "block")
    _demand(_counts(level, 0, DEEPEST), "level")
    return Block(line, text, level, aside)


def _table(line: int, packed: dict[str, Any]) -> Table:
    _demand(packed.keys() == {"name", "rows", "merges"} and isinstance(packed["name"], str), "table")
    _demand(isinstance(packed["rows"], list) and bool(packed["rows"]), "rows")
    rows = tuple(_texts(row) for row in packed["rows"])
    _demand(len({len(row) for row in rows}) == 1, "rows")
    _demand(isinstance(packed["merges"], list), "merges")
    merges = tuple(_merge(merge, len(rows), len(rows[0])) for merge in packed["merges"])
    return Table(line, rows, merges, packed["name"])


def _merge(packed: Any, rows: int, columns: int) -> Merge:
    _demand(isinstance(packed, list) and len(packed) == 4, "merge")
    row, column, height, width = packed
    _demand(_counts(row, 0, rows - 1) and _counts(column, 0, columns - 1), "merge")
    _demand(_counts(height, 1, rows - row) and _counts(width, 1, columns - column), "merge")
    return Merge(row, column, height, width)


def _texts(packed: Any) -> tuple[str, ...]:
    _demand(isinstance(packed, list) and all(isinstance(text, str) for text in packed), "texts")
    return tuple(packed)


def _counts(value: Any, least: int, most: int) -> bool:
    return type(value) is int and least <= value <= most


def _demand(holds: bool, what: str) -> None:
    if not holds:
        raise BrokenAnswerError(what)


def _to_bytes(content: dict[str, Sequence[object] | object]) -> bytes:
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:  # halves of characters, such as _xD83D_ in a sheet's XML; pairs of them become whole
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").encode("utf-8")
