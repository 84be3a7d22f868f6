"""The parts of an office's .docx. One rule: parts that tell of people, computers or comments stay behind."""

import posixpath
import zipfile
import zlib
from pathlib import Path

from lxml import etree

from planeditor.exporting.word.template import CUSTOM, CUSTOM_RELATION, CUSTOM_TYPE, PACKAGE

Element = etree._Element
_TYPES = "[Content_Types].xml"
_RELATIONS = "_rels/.rels"
_TYPE = f"{{{PACKAGE}/content-types}}"
_RELATION = f"{{{PACKAGE}/relationships}}Relationship"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}.main+xml"
_CORE = "docProps/core.xml"
_CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
_CORE_RELATION = f"{PACKAGE}/relationships/metadata/core-properties"
_STAYING = ("comments", "people", "attachedTemplate", "glossaryDocument", "vbaProject", "keyMapCustomizations")
_MOST_BYTES, _MOST_PARTS = 100 << 20, 2000
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)


class UnfitError(Exception):
    """A file is no .docx that can be used."""


class OfficePackage:
    """A .docx in memory; UnfitError if the file is none, OSError if it cannot be read."""

    def __init__(self, path: Path) -> None:
        self._parts = _read_parts(path)
        self._types = self.xml(_TYPES)
        relations = self.xml(_RELATIONS)
        self.document = self._target("", relations, "/officeDocument")
        self._relations = posixpath.join(posixpath.dirname(self.document), "_rels", posixpath.basename(self.document))
        self._relations += ".rels"
        self.styles = self._target(self.document, self.xml(self._relations), "/styles")
        self._claim_document()
        self.texts = [self.document, *self._related(("header", "footer"))]
        self._leave_out_people()

    def xml(self, name: str) -> Element:
        """Return the root of a part."""
        try:
            return etree.fromstring(self._parts[name], _PARSER)
        except (KeyError, etree.XMLSyntaxError) as error:
            raise UnfitError from error

    def put(self, name: str, root: Element) -> None:
        """Replace a part."""
        self._parts[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)

    def outgoing(self) -> dict[str, bytes]:
        """Return the parts as they go out, without the document's and its properties."""
        return {name: part for name, part in self._parts.items() if name not in (self.document, _CORE, CUSTOM)}

    def _target(self, source: str, relations: Element, kind: str) -> str:
        for relation in relations.iter(_RELATION):
            if relation.get("Type", "").endswith(kind):
                return _part(source, relation)
        raise UnfitError

    def _related(self, kinds: tuple[str, ...]) -> list[str]:
        found = [
            _part(self.document, relation)
            for relation in self.xml(self._relations).iter(_RELATION)
            if relation.get("Type", "").endswith(tuple(f"/{kind}" for kind in kinds))
        ]
        return [name for name in dict.fromkeys(found) if name in self._parts]

    def _claim_document(self) -> None:
        """A template's main part becomes a document's; one with macros or of another kind is not taken."""
        for kind in self._types.iter(f"{_TYPE}Override"):
            if kind.get("PartName") == f"/{self.document}":
                if kind.get("ContentType") not in (_MAIN.format("document"), _MAIN.format("template")):
                    raise UnfitError
                kind.set("ContentType", _MAIN.format("document"))
                return
        raise UnfitError

    def _leave_out_people(self) -> None:
        """Drop properties, comments and whatever names a person or a path, with all that refers to it."""
        self._drop_relations(_RELATIONS, ("",), keeping="officeDocument")
        for name in [name for name in self._parts if name.endswith(".rels") and name != _RELATIONS]:
            self._drop_relations(name, _STAYING)
        for name in [name for name in self._parts if name.startswith("docProps/")]:
            self._drop(name)
        settings = posixpath.join(posixpath.dirname(self.document), "settings.xml")
        if settings in self._parts:
            root = self.xml(settings)
            for element in list(root):
                if etree.QName(element).localname in ("attachedTemplate", "rsids", "mailMerge"):
                    root.remove(element)
            self.put(settings, root)
        self._add_properties()

    def _drop_relations(self, name: str, kinds: tuple[str, ...], keeping: str = "") -> None:
        root = self.xml(name)
        folder = posixpath.dirname(posixpath.dirname(name))
        source = posixpath.join(folder, posixpath.basename(name).removesuffix(".rels"))
        for relation in list(root.iter(_RELATION)):
            kind = relation.get("Type", "").rpartition("/")[2]
            if kind == keeping or not kind.startswith(kinds):
                continue
            root.remove(relation)
            if relation.get("TargetMode") != "External":
                self._drop(_part(source, relation))
        self.put(name, root)

    def _drop(self, name: str) -> None:
        self._parts.pop(name, None)
        for kind in list(self._types.iter(f"{_TYPE}Override")):
            if kind.get("PartName") == f"/{name}":
                self._types.remove(kind)

    def _add_properties(self) -> None:
        relations = self.xml(_RELATIONS)
        for number, (part, kind, relation) in enumerate(
            ((_CORE, _CORE_TYPE, _CORE_RELATION), (CUSTOM, CUSTOM_TYPE, CUSTOM_RELATION))
        ):
            etree.SubElement(self._types, f"{_TYPE}Override", PartName=f"/{part}", ContentType=kind)
            etree.SubElement(relations, _RELATION, Id=f"rIdPlan{number}", Type=relation, Target=part)
        self.put(_TYPES, self._types)
        self.put(_RELATIONS, relations)


def _read_parts(path: Path) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(path) as package:
            infos = [info for info in package.infolist() if not info.is_dir()]
            if len(infos) > _MOST_PARTS or sum(info.file_size for info in infos) > _MOST_BYTES:
                raise UnfitError
            return {info.filename: package.read(info) for info in infos}
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise UnfitError from error  # RuntimeError: a password; NotImplementedError: another compression


def _part(source: str, relation: Element) -> str:
    """Return the name of the part that a relation of `source` leads to."""
    target = relation.get("Target", "")
    if target.startswith("/"):
        return target[1:]
    return posixpath.normpath(posixpath.join(posixpath.dirname(source), target))
