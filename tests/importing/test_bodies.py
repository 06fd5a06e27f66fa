"""The text of an advertisement: unescaped once, cleaned, one line a block, and the same again when shown."""

import html
import re

import pytest

from lib import markup
from listings.importing import bodies
from tests.importing.boards import recorded, rows_in


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("<p>One</p><p>Two</p>", "<p>One</p>\n<p>Two</p>"),
        ("<div>One</div><div><br></div><div>&nbsp;</div><div>Two</div>", "<p>One</p>\n<p>Two</p>"),
        ("<h1>About</h1><h2>Us</h2><h4>Now</h4>", "<h3>About</h3>\n<h3>Us</h3>\n<h4>Now</h4>"),
        ('<p style="x" class="y">A <span class="z">b</span><u>c</u></p>', "<p>A bc</p>"),
        ("<p>A<script>alert(1)</script><style>p{}</style></p>", "<p>A</p>"),
        ("\n<li>One</li>\n<li>Two</li>\n", "<ul><li>One</li><li>Two</li></ul>"),
        ("<div>\n\n<li>One</li>\n\n</div>", "<ul><li>One</li></ul>"),
        ("<ol><li><p>One</p></li><li></li></ol>", "<ol><li>One</li></ol>"),
        ("<ul><li>A<ul><li>B</li></ul></li></ul>", "<ul><li>A\n<ul><li>B</li></ul></li></ul>"),
        ("<ul><li><ul><li>A</li><li>B</li></ul></li><li>C</li></ul>", "<ul><li>A</li><li>B</li><li>C</li></ul>"),
        ("<ul><li>A</li><ul><li>B</li></ul></ul>", "<ul><li>A\n<ul><li>B</li></ul></li></ul>"),
        ("<p>A<br><br><strong>Head</strong><br>B<br></p>", "<p>A</p>\n<p><strong>Head</strong><br>B</p>"),
        ("<div>• One</div><div>• Two</div><p>Three</p>", "<ul><li>One</li><li>Two</li></ul>\n<p>Three</p>"),
        ("<p>know <b>Go </b>and <i>C</i></p>", "<p>know <b>Go </b>and <i>C</i></p>"),
        ("<p>R&amp;D &lt;3 C&#43;&#43;</p>", "<p>R&amp;D &lt;3 C++</p>"),
        ("<b><p>One</p><ul><li>Two</li></ul></b>", "<p>One</p>\n<ul><li>Two</li></ul>"),
        ("<pre>a\n\nb</pre>", "<pre>a<br><br>b</pre>"),
        ("<table><tr><td>Pay</td><td>$30</td></tr></table>", "<p>Pay</p>\n<p>$30</p>"),
        (
            '<a href="https://a.example/?x=1&amp;y=2" onclick="x()" target="_blank">A</a>',
            '<p><a href="https://a.example/?x=1&amp;y=2" rel="nofollow noopener noreferrer">A</a></p>',
        ),
        ('<p><a href="javascript:alert(1)">A</a> <a href="mailto:a@b.c">B</a></p>', "<p>A B</p>"),
        ("<p>Zero\u200bwidth</p>", "<p>Zerowidth</p>"),
        ("", ""),
        ("<p> </p><ul></ul><h2></h2>", ""),
    ],
)
def test_html(given, kept):
    assert bodies.clean(given) == kept


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("First line\nsecond\n\nNext & <3", "<p>First line<br>second</p>\n<p>Next &amp; &lt;3</p>"),
        ("Wanted:\n• Go\n• SQL", "<p>Wanted:</p>\n<ul><li>Go</li><li>SQL</li></ul>"),
        ("# Head\n\n- **Go**", "# Head\n\n- **Go**"),
    ],
)
def test_plain_words_and_markdown(given, kept):
    assert bodies.clean(given) == kept


@pytest.mark.parametrize(
    ("given", "once"),
    [
        ("&lt;p&gt;R&amp;amp;D&lt;/p&gt;", "<p>R&amp;D</p>"),
        ("<p>R&amp;D &lt;b&gt;</p>", "<p>R&amp;D &lt;b&gt;</p>"),
        ("&lt;p&gt;Type &amp;lt;b&amp;gt;&lt;/p&gt;", "<p>Type &lt;b&gt;</p>"),
        ("2 &lt; 3", "2 &lt; 3"),
    ],
)
def test_unescaped_once(given, once):
    assert bodies.unescaped(given) == once


def test_headings_join_parts_that_say_something():
    assert (
        bodies.joined([("", "<p>A</p>"), ("B & C", "<li>D</li>"), ("E", " ")])
        == "<p>A</p>\n<h3>B &amp; C</h3>\n<li>D</li>"
    )


@pytest.mark.parametrize(
    "given",
    ["<div>" * 3000 + "x" + "</div>" * 3000, "<ul><li>" * 800 + "x", "<b>" * 5000 + "x", "<p>" + "<br>" * 20_000],
)
def test_no_nesting_is_too_deep(given):
    assert bodies.clean(given).replace("x", "").count("x") == 0


@pytest.mark.parametrize(
    "name", ["greenhouse_stripe_full.json.gz", "ashby_ramp_full.json.gz", "lever_matchgroup_full.json"]
)
def test_no_word_of_a_real_board_is_lost(name):
    kind = name.partition("_")[0]
    for row in rows_in(kind, recorded(name)):
        body = bodies.clean(row.body)
        shown = markup.to_html(body)
        assert _letters(shown) == _letters(row.body), row.title
        assert "\n\n" not in body
        assert shown.count("<li>") == body.count("<li>") >= row.body.count("<li") - row.body.count("<li></li>") - 20
        assert not re.search(r"<(?:div|span|script|style)|class=|style=|on\w+=", shown)
        assert bodies.clean(body) == body, row.title


def _letters(given):
    """Without tags, spaces and bullets; what a browser would show."""
    words = html.unescape(re.sub(r"<(?:script|style).*?</(?:script|style)>|<[^>]+>", "", given, flags=re.DOTALL))
    return re.sub(r"[\s\u00a0\u00ad\u200b-\u200f\u2060-\u2064\u2028-\u202e\ufeff•●▪◦‣·]", "", words)
