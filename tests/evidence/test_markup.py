"""A cell on a page stays text: sign by sign, at the beginning of a line and within it."""

from __future__ import annotations

import pytest
from casebook.evidence.markup import address, code, plain


@pytest.mark.parametrize("sign", list("\\`*_[]<>|$~{}&"))
def test_a_sign_of_markdown_stays_a_sign(sign):
    """Wherever it stands, and as often."""
    assert plain(f"a{sign}b{sign}") == f"a\\{sign}b\\{sign}"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("# a", "\\# a"),
        ("- a", "\\- a"),
        ("+ a", "\\+ a"),
        ("-a", "-a"),
        ("---", "\\---"),
        ("+++", "\\+++"),
        ("==", "\\=="),
        ("= a", "= a"),
        (": a", "\\: a"),
        (":::note", "\\:::note"),
        (":a", ":a"),
        ("% a", "\\% a"),
        ("%", "%"),
        ("(a)=", "\\(a)="),
        ("(a)", "(a)"),
        ("12. a", "12\\. a"),
        ("12) a", "12\\) a"),
        ("12.5", "12.5"),
        ("1.", "1\\."),
        ("a # b - c", "a # b - c"),
        ("  a  ", "a"),
        ("a\nb", "a b"),
        ("a\r\n\x00b\u2028c\x85d\x7fe\u2029f\tg", "a b c d e f g"),
        ("开发区", "开发区"),
        ("", ""),
    ],
)
def test_nothing_opens_what_only_a_line_can_open(text, told):
    """A heading, a list, a break, a directive, a comment, a target; and one line stays one."""
    assert plain(text) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a", "`a`"),
        ("a b|c", "`a b|c`"),
        ("a`b", "`` a`b ``"),
        ("``", "``` `` ```"),
        ("a`b``c", "``` a`b``c ```"),
        ("a\n\nb", "`a b`"),
        ("", "``"),
    ],
)
def test_code_is_fenced_by_more_than_it_holds(text, told):
    """A fence as long as one within would end there."""
    assert code(text) == told


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("https://example.org/a?b=c&d#e", "https://example.org/a?b=c&d#e"),
        ("http://example.org/~a_b.-,;+@!%20", "http://example.org/~a_b.-,;+@!%20"),
        ("https://example.org/a b", "https://example.org/a%20b"),
        ("https://example.org/(a)<b>", "https://example.org/%28a%29%3Cb%3E"),
        ("https://example.org/区", "https://example.org/%E5%8C%BA"),
        ("ftp://example.org", ""),
        ("javascript:alert(1)", ""),
        ("xhttps://example.org", ""),
        ("", ""),
    ],
)
def test_an_address_is_one_of_the_web_and_ends_no_link(url, told):
    """What is no address of the web leads nowhere; what would end the link is written otherwise."""
    assert address(url) == told
