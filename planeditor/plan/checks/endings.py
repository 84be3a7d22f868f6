"""Rules on how texts end: without their full stop, or cut off in mid sentence; and labels that got into a text.

One rule: the plan's own habit is the measure; where most texts of a kind have no full stop, none needs one.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from planeditor.i18n import _
from planeditor.plan.checks.problems import ERROR, WARNING, Fix, Problem, Spot, Text

_ENDS = re.compile(r"[。！？!?；;：:…][”’\"'』」》〉）)】］\]]*\Z")
_BRACKET = re.compile(r"[）)】］\]〕]\Z")
_CUT = re.compile(r"[，,、]\Z|(?<![一-龥][一-龥])[和与及]\Z|以及\Z")
_INSIDE = re.compile(r"[。；;]")
_HAN = re.compile("[\u4e00-\u9fff]")
_PROSE = 20  # characters of a text that is a sentence rather than a cell of a table
_HABIT = 0.6  # of the texts of a kind that must end with a mark before one that doesn't is a slip
_LAST = 6  # characters by which a fix knows the end of a text
_SOUGHT = 2000  # characters of a text in which labels are looked for


def missing_stops(texts: Iterable[Text]) -> Iterator[Problem]:
    """Report texts that end without a mark, or with a comma."""
    prose: dict[str, list[tuple[Text, str]]] = defaultdict(list)
    for text in texts:
        words = text.words.rstrip()
        last = words[words.rfind("\n") + 1 :]  # a list of short lines has its own habits
        if text.node_id is not None and text.place != "title" and len(last) >= _PROSE and _HAN.search(last):
            prose["" if text.place == "body" else text.label].append((text, words))
    for group in prose.values():
        ended = sum(1 for _text, words in group if _is_ended(words))
        for text, words in group:
            if _CUT.search(words):
                yield _cut_off(text, words)
            elif not _is_ended(words) and (ended >= _HABIT * len(group) or _INSIDE.search(words)):
                yield _without_stop(text, words)


def _is_ended(words: str) -> bool:
    return bool(_ENDS.search(words[-8:])) or (bool(_BRACKET.search(words)) and "。" in words[-60:])


def _cut_off(text: Text, words: str) -> Problem:
    assert text.node_id is not None
    message = _("The text ends with “{mark}”: it looks cut off.").format(mark=words[-1])
    spot = Spot(text.place, len(words) - 1, len(words))
    return Problem("cut-off", ERROR, text.node_id, "", message, spot, text.place)


def _without_stop(text: Text, words: str) -> Problem:
    assert text.node_id is not None
    end, last = len(words), words[-_LAST:]
    arguments = {"node_id": text.node_id, "place": text.place, "start": end - len(last), "end": end}
    arguments |= {"old": last, "new": f"{last}。"}
    fix = Fix(_("Add “{mark}”").format(mark="。"), "replace_text", arguments)
    message = _("The text ends without a full stop: “…{words}”.").format(words=words[-8:].strip())
    spot = Spot(text.place, end - 1, end)
    return Problem("no-full-stop", WARNING, text.node_id, "", message, spot, text.place, (fix,))


def labels_inside(texts: Iterable[Text]) -> Iterator[Problem]:
    """Report a label that most items have of their own but that stands in the middle of a text here."""
    all_texts = list(texts)
    counts = Counter(text.label for text in all_texts if text.label and text.place.isdigit())
    known = [label for label, count in counts.items() if count > 2 and len(label) >= 4]
    if not known:
        return
    pattern = re.compile(rf"(?<=[。；;\s])[ \u3000]*({'|'.join(map(re.escape, known))})[ \u3000]*[：:]")
    for text in all_texts:
        match = pattern.search(text.words[:_SOUGHT]) if text.node_id is not None else None
        if match and match.start() > 0:
            assert text.node_id is not None
            message = _("The label “{label}” stands in the middle of the text.").format(label=match[1])
            spot = Spot(text.place, *match.span(1))
            yield Problem("label-inside", WARNING, text.node_id, "", message, spot, f"{text.place}:{match[1]}")
