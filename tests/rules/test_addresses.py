"""What is an e-mail address, what was probably meant for one, and what is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.rules.addresses import known_as, read


@pytest.mark.parametrize(
    "typed,kept",
    [
        ("one@example.org", "one@example.org"),
        (" One.Two@Example.ORG ", "one.two@example.org"),
        ("plus+tag@example.org", "plus+tag@example.org"),
        ("o'hanrahan@example.org", "o'hanrahan@example.org"),
        ("acht@bücher.example", "acht@xn--bcher-kva.example"),
        ("acht@xn--bcher-kva.example", "acht@xn--bcher-kva.example"),
        ("acht@bu\u0308cher.example", "acht@xn--bcher-kva.example"),
        ("a@почта.рф", "a@xn--80a1acny.xn--p1ai"),
        ("ada@forum.test", "ada@forum.test"),
    ],
)
def test_taken_as_it_is(typed, kept):
    assert (read(typed).address, read(typed).mended, read(typed).fault) == (kept, False, "")
    assert known_as(typed)[0] == kept


@pytest.mark.parametrize(
    "typed,meant",
    [
        ("mailto:one@example.org", "one@example.org"),
        ("MAILTO:one@example.org?subject=x", "one@example.org"),
        ("<two@example.org>", "two@example.org"),
        ("Two Persons <two@example.org>", "two@example.org"),
        ("<mailto:two@example.org>", "two@example.org"),
        ("three@example.org,", "three@example.org"),
        ("four@example.org.", "four@example.org"),
        ("five@example.org;", "five@example.org"),
        ("six@exam\u200bple.org", "six@example.org"),
        ("\ufeffseven@example.org", "seven@example.org"),
        ("“eight@example.org”", "eight@example.org"),
        ("(nine@example.org)", "nine@example.org"),
    ],
)
def test_what_was_meant_is_asked(typed, meant):
    assert read(typed).mended and read(typed).address == meant and f"Did you mean {meant}?" in read(typed).asks


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "@",
        "ada",
        "ada@",
        "@example.org",
        "six,seven@example.org",
        "six@example.org,seven@example.org",
        "six@example.org seven@example.org",
        "nine@example..org",
        "nine..ten@example.org",
        "eleven@.org",
        "twelve@example",
        "thirteen@localhost",
        "a b@example.org",
        '"a b"@example.org',
        "a@[192.0.2.1]",
        "a@exa_mple.org",
        "a@-example.org",
        "ädä@example.org",
        "a@b@example.org",
        "a\r\nBcc: b@example.org",
        "x" * 65 + "@example.org",
        "a@" + "x" * 64 + ".org",
    ],
)
def test_refused(typed):
    assert read(typed).fault.startswith("Enter an e-mail address") and not read(typed).address


@given(st.text(max_size=80) | st.from_regex(r"[\w.<,;: ]{1,9}@[\w.<>,;]{1,12}", fullmatch=True))
def test_what_is_kept_is_read_as_itself(typed):
    found = read(typed)
    if found.address:
        again = read(found.address)
        assert (again.address, again.mended) == (found.address, False)
        assert found.address.isascii() and found.address.count("@") == 1 and not set(found.address) & set(' ,;<>"')
