"""The cells of one item as its title, texts, fields, owners and due.

One rule: what a cell says goes to one place, in its own words; a cell that is no list of owners stays a field.
"""

import re

from planeditor.importing.sprouts import LabelledWords, Sprout, Words
from planeditor.importing.tables.columns import Columns
from planeditor.language.dates import parse_date
from planeditor.language.labels import split_labels, take_closing_brackets
from planeditor.language.owners import Role, looks_like_department, parse_owners, split_names
from planeditor.language.prose import clean_title, has_full_stop, split_heading, squeeze_spaces

LONGEST_TITLE = 80
LONGEST_OWNER = 40
SHORT_NAME = 2  # what is left of a name: 科, 中心
_NOTHING = re.compile(r"[\s\-—–－_/／\\、.。]*\Z")


class CellReader:
    """Places cells into sprouts. `labels` are those that texts within the table's cells begin with."""

    def __init__(self, columns: Columns, labels: frozenset[str]) -> None:
        self._columns = columns
        self._labels = labels
        self._body = columns.of("body")[:1]
        self._has_owners = bool(columns.of("lead", "support"))

    def place(self, sprout: Sprout, column: int, text: str, line: int) -> None:
        """Put the words of a cell where its column says."""
        role = self._columns.roles[column]
        text = _unstacked(text.strip())
        if role == "title":
            self._place_title(sprout, text)
        elif role == "body" and column in self._body:
            self._place_body(sprout, text, line)
        elif role == "lead" or role == "support":
            self._place_owners(sprout, column, role, text, line)
        elif role == "due" and (due := _exact_date(text)):
            sprout.due = due
        elif role not in ("id", "number", "section"):
            self._add_field(sprout, column, text, line)

    def _add_field(self, sprout: Sprout, column: int, text: str, line: int) -> None:
        sprout.fields.append(LabelledWords(self._columns.label(column), Words(text, [line])))

    def _place_title(self, sprout: Sprout, text: str) -> None:
        joined = clean_title(text)
        if sprout.title or sprout.texts:
            sprout.texts += _paragraphs(text)  # of a further column of tasks
        elif not has_full_stop(joined) and (self._body or len(joined) <= LONGEST_TITLE):
            sprout.title = joined
        else:
            title, rest = split_heading(text)
            sprout.title = clean_title(title)
            sprout.texts += _paragraphs(rest)

    def _place_body(self, sprout: Sprout, text: str, line: int) -> None:
        field: LabelledWords | None = None
        for paragraph in _paragraphs(text):
            for segment in split_labels(paragraph, self._labels):
                if segment.kind == "lead" or segment.kind == "support":
                    sprout.owners += parse_owners(segment.text, segment.kind)
                elif segment.kind == "field":
                    field = LabelledWords(segment.label, Words(segment.text, [line]))
                    sprout.fields.append(field)
                elif field is not None:
                    field.words.text = f"{field.words.text}\n{segment.text}" if field.words.text else segment.text
                else:
                    sprout.texts.append(self._without_owners(sprout, segment.text))
        sprout.texts = [text for text in sprout.texts if text]

    def _without_owners(self, sprout: Sprout, text: str) -> str:
        """Where no column names owners, a bracket at a paragraph's end does."""
        bracket = None if self._has_owners else take_closing_brackets(text, self._labels)
        if bracket is None or not bracket.owners or bracket.fields:
            return text
        sprout.owners += bracket.owners
        return bracket.rest

    def _place_owners(self, sprout: Sprout, column: int, role: Role, text: str, line: int) -> None:
        if _NOTHING.match(text):
            return
        owners = parse_owners(_unwrapped(text), role)
        if not owners or any(len(owner.name) > LONGEST_OWNER or has_full_stop(owner.name) for owner in owners):
            self._add_field(sprout, column, text, line)
            return
        sprout.owners += [owner for owner in owners if owner not in sprout.owners]


def _paragraphs(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


def _unstacked(text: str) -> str:
    """Join a text written from the top down, a character a line."""
    lines = text.split("\n") if "\n" in text else []
    upright = len(lines) > 1 and all(len(line.strip()) <= 1 for line in lines)
    return squeeze_spaces(text) if upright else text


def _unwrapped(text: str) -> str:
    """Join a name that a line end within a narrow cell cut: 教师工作 / 科."""
    lines = _paragraphs(text)
    joined = lines[:1]
    for line in lines[1:]:
        last = split_names(joined[-1])[-1:]
        ends = joined[-1].endswith(tuple("、，,；;：:")) or all(map(looks_like_department, last))
        starts = looks_like_department(split_names(line)[0]) if split_names(line) else True
        if ends and (starts or len(line) > SHORT_NAME):
            joined.append(line)
        else:
            joined[-1] += line
    return "\n".join(joined)


def _exact_date(text: str) -> str:
    """Return the date that is all that a text says, written as the plan shows it; else ""."""
    iso = parse_date(text)
    shown = "".join(f"{int(part)}{unit}" for part, unit in zip(iso.split("-"), "年月日", strict=False)) if iso else ""
    return iso if iso and squeeze_spaces(text) in (iso, shown) else ""


def stacked_title(text: str) -> str:
    """Return a section's words on one line, also those written from the top down."""
    return clean_title(_unstacked(text.strip()))
