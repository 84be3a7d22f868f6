"""Mending what a check found, as one step that undo takes back.

One rule: a fix is made only where the text still says what the check saw; anything else is left for a new check.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from planeditor.errors import EditError
from planeditor.i18n import _
from planeditor.plan.changes import ChangeSet
from planeditor.plan.entities import Span, Target
from planeditor.store.edits_whole import WholeEdits

if TYPE_CHECKING:
    from planeditor.plan.checks import Fix

_PLAN = "plan."
_TELLING = 2  # characters of a text that are told again at another place


class FixEdits(WholeEdits):
    """The edits that quick fixes describe (plan.checks.problems.FixKind)."""

    def apply_fix(self, fix: "Fix") -> ChangeSet:
        """Mend a problem as one step; EditError where the plan was changed since the check."""
        with self.step(fix.label) as step:
            self._apply(fix)
        return step.change_set

    def _apply(self, fix: "Fix") -> None:
        arguments = dict(fix.arguments)
        match fix.kind:
            case "replace_text":
                self._replace_text(arguments)
            case "update_target":
                self.update_target(arguments.pop("target_id"), **arguments)
            case "set_role":
                self.move_owner(arguments["owner_id"], arguments["role"], None)
            case "remove_owner":
                self.remove_owner(arguments["owner_id"])
            case "merge_departments":
                self.merge_departments(arguments["into"], arguments["ids"])
            case "delete_node":
                self._delete_empty(arguments["node_id"])
            case "set_plan":
                self.set_plan(**arguments)
            case "several":
                self._apply_several(arguments["fixes"])

    def _apply_several(self, fixes: "Sequence[Fix]") -> None:
        """Make all fixes that still fit, those of one text from its end; EditError if none does."""
        failed: list[EditError] = []
        for fix in sorted(fixes, key=lambda fix: -int(fix.arguments.get("start", 0))):
            try:
                self._apply(fix)
            except EditError as error:
                failed.append(error)
        if failed and len(failed) == len(fixes):
            raise failed[0]

    def _delete_empty(self, node_id: int) -> None:
        node = self._known(node_id)
        if node.title.strip() or node.body.strip() or self._siblings("node", node_id):
            raise _changed()
        self.delete([node_id])

    def _replace_text(self, change: Mapping[str, Any]) -> None:
        node_id, place = change["node_id"], str(change["place"])
        text = self._text_at(node_id, place)
        start, end, old = change["start"], change["end"], change["old"]
        if text[start:end] != old:
            if len(old) < _TELLING or text.count(old) != 1:
                raise _changed()
            start = text.index(old)
            end = start + len(old)
        edited = text[:start] + change["new"] + text[end:]
        targets = self.node(node_id).targets if node_id is not None else ()
        self._set_text(node_id, place, edited)
        for target in targets:
            if target.span and target.span.place == place:
                self._keep_span(target, text, edited)

    def _text_at(self, node_id: int | None, place: str) -> str:
        if node_id is None:
            return str(getattr(self.plan(), place.removeprefix(_PLAN)))
        node = self._known(node_id)
        texts = {"title": node.title, "body": node.body} | {str(field.id): field.text for field in node.fields}
        if place not in texts:
            raise _changed()
        return texts[place]

    def _set_text(self, node_id: int | None, place: str, text: str) -> None:
        if node_id is None:
            self.set_plan(**{place.removeprefix(_PLAN): text})
        elif place == "title":
            self.rename(node_id, text)
        elif place == "body":
            self.set_body(node_id, text)
        else:
            self.set_field(int(place), text)

    def _keep_span(self, target: Target, old: str, new: str) -> None:
        """Let a target's words follow a correction of their punctuation, which an edit by hand would part from it."""
        assert target.span is not None
        start, end = (_moved(offset, old, new) for offset in (target.span.start, target.span.end))
        if old[target.span.start : target.span.end] == target.text and start < end <= len(new):
            span = Span(target.span.place, start, end)
            self.update_target(target.id, span=span, text=new[start:end])


def _moved(offset: int, old: str, new: str) -> int:
    """Return where a place of the old text is in the new."""
    from rapidfuzz.distance import Levenshtein

    for code in Levenshtein.opcodes(old, new):
        if offset <= code.src_end:
            return min(code.dest_start + max(offset - code.src_start, 0), code.dest_end)
    return len(new)


def _changed() -> EditError:
    return EditError(_("The plan was changed since this was found. Check again."))
