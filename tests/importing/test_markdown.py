"""A board's text as Markdown reads as it read before."""

import pytest

from lib import markup
from listings.importing import bodies, markdown
from tests.importing.boards import FILES, rows_in

TEXTS = {
    "<h2>A &amp; b*c</h2><p>Words</p>": "### A & b\\*c\n\nWords",
    "<h3><strong>Who we are</strong></h3><p><b>So</b></p>": "### Who we are\n\n**So**",
    "<p>1. Not a list</p><p># no head</p><p>- no bullet</p>": "1\\. Not a list\n\n\\# no head\n\n\\- no bullet",
    "<p>snake_case, [remote], 4 &lt; 5</p>": "snake_case, [remote], 4 \\< 5",
    "<ol><li>one</li><li>two<ul><li>in</li></ul></li></ol><p>end</p>": "1. one\n2. two\n   - in\n\nend",
    "<p>See <a href='https://x.org/a'>us</a>,<br>now</p>": "See [us](https://x.org/a),  \nnow",
}


@pytest.mark.parametrize("given", TEXTS)
def test_one(given: str) -> None:
    assert markdown.of(bodies.clean(given)) == TEXTS[given]


def test_what_is_no_html_stays() -> None:
    assert markdown.of("## Plain *words*") == "## Plain *words*"


def words(text: str) -> list[str]:
    return markup.to_words(text).split()


@pytest.mark.parametrize("kind", FILES)
def test_the_words_of_a_board_are_the_same(kind: str) -> None:
    for row in rows_in(kind):
        body = bodies.clean(row.body)
        assert words(markdown.of(body)) == words(body)
        assert markup.to_html(markdown.of(body)).count("<li>") == markup.to_html(body).count("<li>")
