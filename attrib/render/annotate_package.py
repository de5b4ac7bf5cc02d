"""A Word document's file: which of its parts holds the comments, and the file with other parts in it."""

from __future__ import annotations

import io
import posixpath
import shutil
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import quoteattr

from attrib.errors import ReadError
from attrib.read.docx import Package
from attrib.read.docx_places import Element, Located, parse, prefix

from .annotate_comments import with_children

TYPES = "[Content_Types].xml"
_STRICT = "http://purl.oclc.org/ooxml/"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_STRICT_KIND = "http://purl.oclc.org/ooxml/officeDocument/relationships/comments"
_CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
_SIGNATURES = "_xmlsignatures/"


class _Children(Located):
    """What the children of a root element say."""

    def __init__(self, data: bytes) -> None:
        super().__init__(data)
        self.said: list[Mapping[str, str]] = []

    def opened(self, element: Element, attributes: Mapping[str, str]) -> None:
        if element.parent is self.root:
            self.said.append(attributes)


class CommentParts:
    """Where a document has its comments, and what has to say so.

    Args:
        package: the open file.
        namespace: of the document's WordprocessingML.
        path: of the file.

    Attributes:
        comments: name of the part that has them, or is to have them.
        extended: name of the part that says which comment answers which; None where there is none.

    Raises:
        ReadError: a part is missing, or is no XML.
    """

    def __init__(self, package: Package, namespace: str, path: str) -> None:
        folder, name = posixpath.split(package.main)
        self._kind = _STRICT_KIND if namespace.startswith(_STRICT) else _KIND
        self._relations = posixpath.join(folder, "_rels", f"{name}.rels")
        self._rels = (
            package.part(self._relations)
            or (
                '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
                f'<Relationships xmlns="{_RELATIONS}"/>'
            ).encode()
        )
        types = package.part(TYPES)
        if types is None:
            raise ReadError(f"a damaged DOCX: it has no {TYPES}", path=path)
        self._types = types
        self._related = _Children(self._rels)
        parse(self._related, path)
        self._typed = _Children(types)
        parse(self._typed, path)
        self.extended = self._target(folder, "/commentsExtended")
        found = self._target(folder, "/comments")
        self._known = found is not None
        self.comments = found or next(
            name
            for number in range(len(package.names) + 1)
            if (name := posixpath.join(folder, f"comments{number or ''}.xml")) not in package.names
        )
        if self.comments in (package.main, self._relations, TYPES):
            raise ReadError(f"a damaged DOCX: {self.comments} is no part for comments", path=path)

    def _target(self, folder: str, kind: str) -> str | None:
        for said in self._related.said:
            target = said.get("Target")
            if target and said.get("Type", "").endswith(kind):
                return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        return None

    def changed(self) -> dict[str, bytes]:
        """The parts that have to say where the comments are, and do not yet, by name."""
        parts: dict[str, bytes] = {}
        if not self._known:
            ids = {said.get("Id") for said in self._related.said}
            id = next(id for n in range(1, len(ids) + 2) if (id := f"rId{n}") not in ids)
            target = posixpath.basename(self.comments)
            new = f'Id="{id}" Type="{self._kind}" Target="{target}"'
            parts[self._relations] = _extended(self._related, "Relationship", new)
        name = f"/{self.comments}"
        if all(said.get("PartName", "").lower() != name.lower() for said in self._typed.said):
            new = f'PartName={quoteattr(name)} ContentType="{_CONTENT}"'
            parts[TYPES] = _extended(self._typed, "Override", new)
        return parts


def _extended(part: _Children, name: str, attributes: str) -> bytes:
    root = part.root
    assert root is not None
    own = prefix(part.data, root.start)
    tag = f"{own}:{name}" if own else name
    return with_children(part.data, root, f"<{tag} {attributes}/>".encode())


def is_signed(package: Package) -> bool:
    """Whether the file has a digital signature, which holds for its bytes alone."""
    return any(name.startswith(_SIGNATURES) for name in package.names)


def written(package: Package, parts: Mapping[str, bytes], path: str) -> bytes:
    """The file with some parts in place of its own, or added; all others hold what they held.

    Args:
        package: the open file.
        parts: what these parts hold, by name.
        path: of the file.

    Raises:
        ReadError: two parts have one name.
        zipfile.BadZipFile: one is damaged; `opened` tells that.
        NotImplementedError: one is packed as no DOCX is; likewise.
    """
    infos = package.archive.infolist()
    if len(infos) != len(package.names):
        raise ReadError("a damaged DOCX: two files in it have one name", path=path)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for info in infos:
            if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise NotImplementedError
            if info.filename in parts:
                archive.writestr(_named(info), parts[info.filename])
                continue
            with package.archive.open(info) as old, archive.open(_named(info), "w") as new:
                shutil.copyfileobj(old, new)
        for name in parts:
            if name not in package.names:
                info = zipfile.ZipInfo(name, _FIRST_DAY)
                info.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(info, parts[name])
    return file.getvalue()


def _named(info: zipfile.ZipInfo) -> zipfile.ZipInfo:
    """The same entry, for another archive."""
    new = zipfile.ZipInfo(info.filename, info.date_time)
    new.compress_type = info.compress_type
    new.external_attr = info.external_attr
    new.create_system = info.create_system
    return new
