"""Bytes to text: every character of the file, no other, at the offset where the file has it."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.read.decode import DecodeError, clean, decode, decode_page


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("Kyiv’s troops".encode(), "Kyiv’s troops"),
        ("Kyiv’s troops".encode("utf-8-sig"), "Kyiv’s troops"),
        ("Kyiv’s troops".encode("utf-16"), "Kyiv’s troops"),
        (b"\xfe\xff" + "Kyiv’s troops 💥".encode("utf-16-be"), "Kyiv’s troops 💥"),
        (b"one\r\ntwo\rthree\n", "one\r\ntwo\rthree\n"),
        ("no\u00a0break\u200b".encode(), "no\u00a0break\u200b"),
        (b"bell\x07 form\x0c del\x7f", "bell\ufffd form\ufffd del\ufffd"),
        ("nel\u0085 odd\ufffe\uffff".encode(), "nel\ufffd odd\ufffd\ufffd"),
    ],
)
def test_plain_text(raw: bytes, text: str) -> None:
    assert decode(raw) == text


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        ("Kyïv".encode("latin-1"), "is not UTF-8 (byte 3); save it as UTF-8"),
        (b"\xff\xfea", "is not UTF-16 although it begins like it"),
        (b"\xef\xbb\xbf\xff", "is not UTF-8 although it begins like it"),
        (b"abc\x00def", "is a binary file, not text"),
        (b"\x00\xff\xfe\x93", "is a binary file, not text"),
        (b"%PDF-1.7\nhello", "is a PDF file"),
        (b"{\\rtf1 hello}", "is an RTF file"),
        (b"PK\x03\x04hello", "is a zip archive or an office document"),
        (b"\x89PNG\r\n", "is a picture"),
        (b"\x1f\x8bhello", "is compressed"),
    ],
)
def test_what_is_no_text_is_named(raw: bytes, problem: str) -> None:
    with pytest.raises(DecodeError) as caught:
        decode(raw)

    assert str(caught.value).startswith(problem)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b'<meta charset="latin-1"><p>charg\xe9', '<meta charset="latin-1"><p>chargé'),
        (b"<META CHARSET=windows-1251><p>\xca\xe8\xe5\xe2", "<META CHARSET=windows-1251><p>Киев"),
        (
            b'<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1"><p>\x93so\x94',
            '<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1"><p>“so”',
        ),
        (b'<?xml version="1.0" encoding="koi8-r"?><p>\xeb', '<?xml version="1.0" encoding="koi8-r"?><p>К'),
        ('<meta charset="latin-1"><p>é'.encode("utf-8-sig"), '<meta charset="latin-1"><p>é'),
        ('<meta charset="utf-16"><p>é'.encode(), '<meta charset="utf-16"><p>é'),
        ("<p>é".encode(), "<p>é"),
        (b'<meta charset="windows-1252"><p>\x81', '<meta charset="windows-1252"><p>\ufffd'),
    ],
)
def test_a_page_is_decoded_as_it_declares(raw: bytes, text: str) -> None:
    assert decode_page(raw) == text


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        (b"<p>charg\xe9 d'affaires", "is not UTF-8 (byte 9); save it as UTF-8 or declare its encoding"),
        (b'<meta charset="utf-8"><p>charg\xe9', "is not utf-8 as it declares (byte 31)"),
        (b'<meta charset="klingon"><p>a', "declares the unknown encoding 'klingon'"),
        (b'<meta charset="unicode_escape"><p>a', "declares the unknown encoding 'unicode_escape'"),
        (b'<meta charset="base64"><p>a', "declares the unknown encoding 'base64'"),
    ],
)
def test_a_page_that_is_not_what_it_declares(raw: bytes, problem: str) -> None:
    with pytest.raises(DecodeError) as caught:
        decode_page(raw)

    assert str(caught.value).startswith(problem)


def unfit(character: str) -> bool:
    """Stated anew, from the categories of Unicode: what XML 1.0 and RDF literals should not hold."""
    odd = unicodedata.category(character) in ("Cc", "Cs") and character not in "\t\n\r"
    return odd or character in "\ufffe\uffff"


@given(st.text(alphabet=st.characters()))
def test_cleaning_replaces_one_for_one(text: str) -> None:
    assert clean(text) == "".join("\ufffd" if unfit(c) else c for c in text)


@given(st.binary(max_size=200))
def test_no_bytes_break_the_decoder(raw: bytes) -> None:
    for function in (decode, decode_page):
        try:
            text = function(raw)
        except DecodeError:
            continue
        assert not any(unfit(c) for c in text)
