"""The templates: those that ship with the program, and people's own in their data folder.

One rule: a template is a plan in the interchange form; its name is, for a shipped one, the title of its plan (where two
share one, with the labels of their items), for one's own the name of its file. Shipped ones are never changed.
"""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from planeditor.bundled import bundled_names, bundled_path
from planeditor.errors import EditError
from planeditor.i18n import _, ngettext
from planeditor.plan.entities import Snapshot
from planeditor.store.user_folder import templates_folder

SUFFIX = ".json"
FORBIDDEN_IN_NAMES = '\\/:*?"<>|'
NAME_LENGTH = 60


@dataclass(frozen=True, slots=True)
class Template:
    """One template: its file, what people call it, and what is in it."""

    path: Path
    name: str
    contents: str = ""
    is_own: bool = False


def templates() -> list[Template]:
    """Return all templates that can be read, the shipped ones first, one's own by name."""
    shipped = {bundled_path(f"templates/{name}{SUFFIX}"): None for name in bundled_names("templates")}
    found = [(path, snapshot) for path in shipped if (snapshot := _read(path)) is not None]
    titles = Counter(snapshot.plan.title for _path, snapshot in found)
    listed = [
        Template(path, _shown(snapshot, alone=titles[snapshot.plan.title] == 1), contents(snapshot))
        for path, snapshot in found
    ]
    return listed + own_templates()


def own_templates() -> list[Template]:
    """Return people's own templates, by name."""
    paths = sorted(templates_folder().glob(f"*{SUFFIX}"), key=lambda path: path.stem)
    found = [(path, snapshot) for path in paths if (snapshot := _read(path)) is not None]
    return [Template(path, path.stem, contents(snapshot), is_own=True) for path, snapshot in found]


def _read(path: Path) -> Snapshot | None:
    from planeditor.errors import SourceError
    from planeditor.importing.interchange import read_json

    try:
        return read_json(path)
    except SourceError:  # someone put another file into the folder
        return None


def _shown(snapshot: Snapshot, *, alone: bool) -> str:
    labels = _labels(snapshot)
    if alone or not labels:
        return snapshot.plan.title
    return _("{title} ({labels})").format(title=snapshot.plan.title, labels="、".join(labels))


def _labels(snapshot: Snapshot) -> list[str]:
    return list(dict.fromkeys(field.label for node in snapshot.walk() for field in node.fields))


def contents(snapshot: Snapshot) -> str:
    """Return in a few words what a plan consists of."""
    kinds = Counter(node.kind for node in snapshot.walk())
    parts = [
        ngettext("{count} section", "{count} sections", kinds["section"]).format(count=kinds["section"]),
        ngettext("{count} item", "{count} items", kinds["item"]).format(count=kinds["item"]),
    ]
    labels = _labels(snapshot)
    return " · ".join([*parts, *(["、".join(labels[:4])] if labels else [])])


# one's own


def problem_of(name: str, besides: Path | None = None) -> str:
    """Return why no template can have a name, "" where one can; `besides` is the one being renamed."""
    if not name.strip():
        return _("Give the template a name.")
    if any(sign in FORBIDDEN_IN_NAMES or sign < " " for sign in name) or name.strip().startswith("."):
        return _("A name cannot begin with a dot or hold any of {signs}").format(signs=" ".join(FORBIDDEN_IN_NAMES))
    if len(name.strip()) > NAME_LENGTH:
        return _("A name has {count} characters at most.").format(count=NAME_LENGTH)
    taken = {path.stem.lower() for path in templates_folder().glob(f"*{SUFFIX}") if path != besides}
    return _("There is a template of that name.") if name.strip().lower() in taken else ""


def free_name(wanted: str) -> str:
    """Return a name for a template that is not taken, as near as possible to the one wanted."""
    plain = "".join(" " if sign in FORBIDDEN_IN_NAMES or sign < " " else sign for sign in wanted).strip(" .")
    plain = plain[: NAME_LENGTH - 4] or _("Template")
    name, count = plain, 1
    while problem_of(name):
        count += 1
        name = f"{plain} {count}"
    return name


def save_template(snapshot: Snapshot, name: str) -> Template:
    """Keep a plan as a template under a name; EditError says why not, OutputError what the disk said."""
    from planeditor.exporting import export

    path = _free_path(name)
    path.parent.mkdir(mode=0o700, exist_ok=True)
    export(snapshot, path)
    return Template(path, path.stem, contents(snapshot), is_own=True)


def rename_template(template: Template, name: str) -> Template:
    """Give one's own template another name; EditError says why not."""
    path = _free_path(name, template.path)
    _try(lambda: template.path.rename(path), template)
    return Template(path, path.stem, template.contents, is_own=True)


def delete_template(template: Template) -> None:
    """Remove one's own template; EditError says why not."""
    _try(template.path.unlink, template)


def import_template(path: Path) -> Template:
    """Take a plan, or a template that was exported, among one's own; SourceError where it is neither."""
    from planeditor.plan.template import Keep, as_template  # not needed by the first window

    everything = Keep(texts=True, owners=True, targets=True, values=True, dates=True)
    return save_template(as_template(_plan_in(path), everything), free_name(path.stem))


def _plan_in(path: Path) -> Snapshot:
    if path.suffix.lower() == ".plan":
        from planeditor.store import read_plan

        return read_plan(path)
    from planeditor.importing import import_file

    return import_file(path).snapshot


def _free_path(name: str, besides: Path | None = None) -> Path:
    problem = problem_of(name, besides)
    if problem:
        raise EditError(problem)
    return templates_folder() / f"{name.strip()}{SUFFIX}"


def _try(action: object, template: Template) -> None:
    assert callable(action)
    try:
        action()
    except OSError as error:
        text = _("The template “{name}” cannot be changed: {reason}")
        raise EditError(text.format(name=template.name, reason=error.strerror or error)) from error
