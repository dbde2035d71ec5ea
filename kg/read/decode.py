"""Bytes to text, so that an offset into the text is an offset into the decoded file.

Nothing is re-wrapped or normalised: line ends stay as they are. Only characters that XML and RDF literals cannot hold
(control characters but tab and line ends, lone surrogates, U+FFFE, U+FFFF) each become one U+FFFD, so no offset moves.
"""

from __future__ import annotations

import codecs
import re

MAX_CHARACTERS = 1_000_000
"""The longest text of one article, in code points: the language parser's own limit."""

_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_MAGIC = (
    (b"%PDF-", "a PDF file"),
    (b"{\\rtf", "an RTF file"),
    (b"PK\x03\x04", "a zip archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"\x1f\x8b", "compressed"),
    (b"\x89PNG", "a picture"),
    (b"GIF8", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
)
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))

_DECLARED = re.compile(
    rb"""<\?xml[^>]{0,200}?\sencoding\s*=\s*["']\s*(?P<xml>[\w.:+-]+)"""
    rb"""|<meta\s[^>]{0,500}?charset\s*=\s*["']?\s*(?P<meta>[\w.:+-]+)""",
    re.IGNORECASE,
)
_DECLARATION_WITHIN = 4096  # bytes; browsers look at the first 1024, some publishers declare later
_PAGE_CODECS = """utf-8 cp866 iso8859-2 iso8859-3 iso8859-4 iso8859-5 iso8859-6 iso8859-7 iso8859-8 iso8859-10
    iso8859-13 iso8859-14 iso8859-15 iso8859-16 koi8-r koi8-u mac-roman mac-cyrillic cp874 cp1250 cp1251 cp1252 cp1253
    cp1254 cp1255 cp1256 cp1257 cp1258 gbk gb18030 big5 euc_jp iso2022_jp shift_jis euc_kr"""
# As the Encoding Standard of the web reads labels (https://encoding.spec.whatwg.org/): old labels mean their supersets.
_SUPERSETS = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "gb2312": "gbk", "tis-620": "cp874"}
_IMPOSSIBLE = frozenset({"utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"})


class DecodeError(ValueError):
    """The bytes are not text that can be read; the message says what they are and what to do."""


def decode(raw: bytes) -> str:
    """The text of a plain file: UTF-8 with or without byte order mark, or UTF-16 with one. Raises `DecodeError`."""
    _refuse_binary(raw)
    marked = _by_mark(raw)
    return _finish(_utf8(raw, "save it as UTF-8") if marked is None else marked)


def decode_page(raw: bytes) -> str:
    """The text of an HTML file: by byte order mark, else by the declared charset, else UTF-8. Raises `DecodeError`."""
    _refuse_binary(raw)
    marked = _by_mark(raw)
    if marked is not None:
        return _finish(marked)
    declared = _DECLARED.search(raw, 0, _DECLARATION_WITHIN)
    if declared is None:
        return _finish(_utf8(raw, "save it as UTF-8 or declare its encoding in <meta charset>"))
    label = (declared["xml"] or declared["meta"]).decode("ascii", "replace")
    return _finish(_by_label(raw, label))


def clean(text: str) -> str:
    """The text with U+FFFD for each character that XML and RDF cannot hold; as long as before.

    >>> clean("a\\x0bb\\r\\n")
    'a\ufffdb\\r\\n'
    """
    return _UNFIT.sub("\ufffd", text)


def _refuse_binary(raw: bytes) -> None:
    for magic, what in _MAGIC:
        if raw.startswith(magic):
            raise DecodeError(f"is {what}, not text; save the article as plain text or HTML")


def _by_mark(raw: bytes) -> str | None:
    for mark, codec in _MARKS:
        if raw.startswith(mark):
            try:
                return raw[len(mark) :].decode(codec)
            except UnicodeDecodeError as error:
                name = codec[:6].rstrip("-").upper()
                raise DecodeError(f"is not {name} although it begins like it; save it as UTF-8") from error
    return None


def _utf8(raw: bytes, advice: str) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        if b"\x00" in raw:
            raise DecodeError(_BINARY) from error
        raise DecodeError(f"is not UTF-8 (byte {error.start + 1}); {advice}") from error


def _by_label(raw: bytes, label: str) -> str:
    try:
        codec = codecs.lookup(label).name
    except LookupError:
        codec = ""
    codec = "utf-8" if codec in _IMPOSSIBLE else _SUPERSETS.get(codec, codec)  # no UTF-16 page can say so in ASCII
    if codec not in _PAGE_CODECS.split():
        raise DecodeError(f"declares the unknown encoding {label!r}; save it as UTF-8")
    try:
        return raw.decode(codec)
    except UnicodeDecodeError as error:
        if codec == "cp1252":
            return raw.decode("latin-1")  # five bytes that cp1252 leaves undefined, control characters on the web
        raise DecodeError(f"is not {label} as it declares (byte {error.start + 1}); save it as UTF-8") from error


_BINARY = "is a binary file, not text; save the article as plain text or HTML"


def _finish(text: str) -> str:
    if "\x00" in text:
        raise DecodeError(_BINARY)
    return clean(text)
