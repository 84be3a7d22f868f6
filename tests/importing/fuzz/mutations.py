"""Damage of every kind, the same for the same number. One rule: `mutated(number)` depends on nothing else."""

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from random import Random

from tests.importing.fuzz.documents import whole_documents

_NUMBERS = (
    b"0",
    b"-1",
    b"1",
    b"2147483648",
    b"99999999999999999999",
    b"1e308",
    b"NaN",
    b"16385",
    b"1048577",
    b"",
    b"x",
)
_STRINGS = (
    b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"PK\x03\x04", b"PK\x05\x06", b"<!DOCTYPE a [<!ENTITY b 'c'>]>&b;", b"&#0;",
    b"&#xD800;", b"&#x10FFFF;", b"_xD800_", b"_x0000_", b"]]>", b"<![CDATA[", b"<!--", b"<?xml version='1.1'?>", b"\n",
    b"%1%2%3%9", b"XFD1048576", b"A1:XFD1048576", b"\xe4\xb8\x80\xe3\x80\x81", b"1." * 500, b"{" * 500, b"[" * 2000,
    b'{"id": 1e999}', b"<div>" * 2000, b"<w:tbl><w:tr><w:tc>" * 300, b"\xe3\x80\x80", b"\x1b[2J",
    b"../../../etc/passwd",
    b"file:///etc/passwd", b"http://127.0.0.1:9/", b"'", b'"', b'",', b"\t", b"\r", b"\xf0\x9f\x98\x80",
    b"\xe2\x80\xae",
)  # fmt: skip
_ATTRIBUTE = re.compile(rb'="([^"<]*)"')
_TEXT = re.compile(rb">([^<]+)<")
_ELEMENT = re.compile(rb"<([A-Za-z:]+)[^<>]*?/>|<([A-Za-z:]+)(?:\s[^<>]*)?>[^<>]*</\2>")
LONGEST = 4 << 20  # bytes

Damage = Callable[[Random, bytes], bytes]


def mutated(number: int) -> tuple[str, bytes]:
    """Return the name and bytes of the damaged document of that number."""
    random = Random(number)
    documents = whole_documents_once()
    suffix = random.choice(sorted({Path(name).suffix for name, _data in documents}))
    name, data = random.choice([each for each in documents if each[0].endswith(suffix)])
    if random.random() < 0.03:
        name = random.choice(documents)[0]  # a file with another's name
    for _round in range(random.choice((1, 1, 1, 2, 4, 8))):
        inside = data.startswith(b"PK") and random.random() < 0.85
        data = _damage_package(random, data) if inside else _damage(random, data)
    return name, data[:LONGEST]


_documents: list[tuple[str, bytes]] = []


def whole_documents_once() -> list[tuple[str, bytes]]:
    """Return `whole_documents()`, read once."""
    if not _documents:
        _documents.extend(whole_documents())
    return _documents


def _damage(random: Random, data: bytes) -> bytes:
    return random.choice(_BYTE_DAMAGES)(random, data)


def _damage_package(random: Random, data: bytes) -> bytes:
    """Unpack, damage parts or the list of them, pack again; a package that is broken already stays so."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = [(part.filename, package.read(part)) for part in package.infolist()]
    except Exception:
        return _damage(random, data)
    if not parts:
        return _damage(random, data)
    _change_parts(random, parts)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", random.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED))) as package:
        for name, content in {name: content for name, content in parts if name}.items():
            package.writestr(zipfile.ZipInfo(name), content)
    return file.getvalue()


def _change_parts(random: Random, parts: list[tuple[str, bytes]]) -> None:
    index = random.randrange(len(parts))
    name, content = parts[index]
    fate = random.random()
    if fate < 0.04:
        del parts[index]
    elif fate < 0.08:
        parts[index] = (random.choice((name.upper(), "../" + name, name.replace("/", "\\"), name + "x")), content)
    elif fate < 0.12:
        parts[index] = (name, random.choice(parts)[1])
    else:
        damages = _XML_DAMAGES if random.random() < 0.8 else _BYTE_DAMAGES
        parts[index] = (name, random.choice(damages)(random, content)[:LONGEST])


# -- bytes


def _flip(random: Random, data: bytes) -> bytes:
    changed = bytearray(data)
    for _each in range(random.choice((1, 4, 32))):
        if changed:
            changed[random.randrange(len(changed))] = random.randrange(256)
    return bytes(changed)


def _cut(random: Random, data: bytes) -> bytes:
    start, end = _range(random, data)
    return data[:start] + data[end:]


def _truncate(random: Random, data: bytes) -> bytes:
    return data[: random.randrange(len(data) + 1)]


def _repeat(random: Random, data: bytes) -> bytes:
    start, end = _range(random, data)
    return data[:start] + data[start:end] * random.choice((2, 3, 50)) + data[end:]


def _insert(random: Random, data: bytes) -> bytes:
    place = random.randrange(len(data) + 1)
    return data[:place] + random.choice(_STRINGS) * random.choice((1, 1, 7)) + data[place:]


def _splice(random: Random, data: bytes) -> bytes:
    other = random.choice(whole_documents_once())[1]
    place = random.randrange(len(data) + 1)
    start, end = _range(random, other)
    return data[:place] + other[start:end] + data[place:]


def _recode(random: Random, data: bytes) -> bytes:
    text = data.decode("utf-8", "replace")
    return text.encode(random.choice(("utf-16", "utf-16-be", "gb18030", "utf-8-sig", "utf-32")), "replace")


def _range(random: Random, data: bytes) -> tuple[int, int]:
    start = random.randrange(len(data) + 1)
    return start, min(len(data), start + random.choice((1, 10, 100, 2000)))


# -- XML


def _number(random: Random, data: bytes) -> bytes:
    return _replace(random, _ATTRIBUTE, data, random.choice(_NUMBERS))


def _attribute(random: Random, data: bytes) -> bytes:
    values = _ATTRIBUTE.findall(data) or [b""]
    return _replace(random, _ATTRIBUTE, data, random.choice(values))


def _text(random: Random, data: bytes) -> bytes:
    return _replace(random, _TEXT, data, random.choice((*_STRINGS, *_NUMBERS)))


def _drop_element(random: Random, data: bytes) -> bytes:
    found = _pick(random, _ELEMENT, data)
    return data[: found.start()] + data[found.end() :] if found else data


def _move_element(random: Random, data: bytes) -> bytes:
    found, place = _pick(random, _ELEMENT, data), _pick(random, _ELEMENT, data)
    if found is None or place is None:
        return data
    return data[: place.start()] + found[0] * random.choice((1, 2, 300)) + data[place.start() :]


def _wrap_element(random: Random, data: bytes) -> bytes:
    found = _pick(random, _ELEMENT, data)
    if found is None:
        return data
    tag, depth = found[1] or found[2], random.choice((1, 3, 255, 5000))
    return data[: found.start()] + b"<%s>" % tag * depth + found[0] + b"</%s>" % tag * depth + data[found.end() :]


def _replace(random: Random, pattern: re.Pattern[bytes], data: bytes, value: bytes) -> bytes:
    found = _pick(random, pattern, data)
    return data[: found.start(1)] + value + data[found.end(1) :] if found else data


def _pick(random: Random, pattern: re.Pattern[bytes], data: bytes) -> re.Match[bytes] | None:
    found = list(pattern.finditer(data))
    return random.choice(found) if found else None


_BYTE_DAMAGES: tuple[Damage, ...] = (_flip, _cut, _truncate, _repeat, _insert, _insert, _splice, _recode)
_XML_DAMAGES: tuple[Damage, ...] = (
    _number, _number, _number, _attribute, _text, _drop_element, _move_element, _wrap_element, _insert,
)  # fmt: skip
