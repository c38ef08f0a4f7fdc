"""Opens a Word document that a stranger sent: sizes, parts and XML are looked at before anything is believed."""

from __future__ import annotations

import io
import lzma
import zipfile
import zlib

from lxml import etree

from drafts.exchange.outline import Unreadable

MAX_FILE, MAX_UNPACKED, MAX_PART, MAX_PARTS = 10 * 1024 * 1024, 60 * 1024 * 1024, 30 * 1024 * 1024, 2_000
MACROS = ("vbaproject.bin", "vbadata.xml")
MAIN = "word/document.xml"


def body_of(data: bytes) -> etree._Element:
    """The document's w:document element. Raises Unreadable with one sentence."""
    if len(data) > MAX_FILE:
        raise _no(f"The file has more than {MAX_FILE // 1024 // 1024} MB.")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _look(archive)
            return _parsed(_read(archive))
    except (
        zipfile.BadZipFile,
        NotImplementedError,
        RuntimeError,
        EOFError,
        OSError,
        ValueError,
        zipfile.LargeZipFile,
        zlib.error,
        lzma.LZMAError,
    ):
        raise _no("This is not a Word document (.docx), or it is damaged or encrypted.") from None


def _look(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise _no("Unpacked, the file is far larger than a text of this kind. It is not read.")
    names = {part.filename.lower() for part in parts}
    if any(name.endswith(MACROS) for name in names):
        raise _no("The document contains macros. Save it as .docx without them.")
    if any("/embeddings/" in name or "/activex/" in name for name in names):
        raise _no("The document contains embedded objects. Take them out and save it again.")
    if MAIN not in names:
        raise _no("This is not a Word document (.docx).")


def _read(archive: zipfile.ZipFile) -> bytes:
    """Not more than is allowed, whatever the archive's directory says."""
    with archive.open(next(part for part in archive.infolist() if part.filename.lower() == MAIN)) as part:
        text = part.read(MAX_PART + 1)
    if len(text) > MAX_PART:
        raise _no("Unpacked, the file is far larger than a text of this kind. It is not read.")
    return text


def _parsed(text: bytes) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(text, parser)
    except etree.XMLSyntaxError:
        raise _no("The document's text cannot be read: its XML is damaged, or nested too deeply.") from None
    if root.getroottree().docinfo.doctype:
        raise _no("The document declares entities of its own, which Word never does. It is not read.")
    return root


def _no(says: str) -> Unreadable:
    return Unreadable((0, says))
