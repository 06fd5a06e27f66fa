"""Whatever is typed: no exception, words where they are said to be, and time in proportion to the text."""

import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib import markup
from listings.postings.content import Content
from listings.postings.linting import CODES, EmployerFacts, lint, readings
from listings.postings.linting.prose import fold, sentences
from listings.postings.linting.remark import SEVERITIES
from tests.postings.test_linting_sentences import invented

EMPLOYER = EmployerFacts("Northwind", "northwind.example", "yes")
CONTRADICTED = [
    Content(visa=("sponsors",), workplace="remote", enrolment="not-required", terms=("summer-2027",)),
    Content(visa=("no-sponsorship",), workplace="hybrid", days_on_site=1, enrolment="required", degrees=("master",)),
]
PIECES = st.one_of(
    st.sampled_from([words for _, words in invented()]),
    st.sampled_from(["\n\n", "- ", "### Nice to have\n\n", " • ", "U.S. ", "İ", "ﬁ", "<b>", "&amp;", "**", "`", "|", "\x00", "[a](bit.ly/x)"]),
    st.text(max_size=40),
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=12).map("".join), st.text(max_size=60), st.sampled_from(CONTRADICTED))
def test_words_stand_where_they_are_said_to(body: str, title: str, facts: Content) -> None:
    content = replace(facts, title=title, body=body, summary=body[:200])
    texts = readings(content)
    remarks = lint(content, EMPLOYER)
    for remark in remarks:
        assert remark.code in CODES and remark.severity == CODES[remark.code].severity and remark.explanation
        assert 0 <= remark.start <= remark.end
        if remark.words:
            assert texts[remark.field][remark.start : remark.end] == remark.words
    grades = [SEVERITIES.index(remark.severity) for remark in remarks]
    assert grades == sorted(grades)


@given(st.text())
def test_folding_keeps_every_place(text: str) -> None:
    assert len(fold(text)) == len(text)
    for sentence in sentences(text):
        assert len(sentence.words) == sentence.end - sentence.start <= len(text)


def test_an_empty_posting_and_odd_websites() -> None:
    for website in ("", "http://[", "//", "northwind", "https://xn--"):
        assert lint(Content(body="Write to a@b.example"), EmployerFacts(website=website))


@pytest.mark.parametrize(
    "piece",
    ["We sponsor no visas. ", "remote ", "3+ ", "years ", "student ", "a@", "+1 212 ", "graduate ", "not ", "|", "(", "[", "<a ", "- x\n",
     "aaaaaaaaa", "in office 3 ", "pursuing a ", "http://bit.ly/", "preferred qualifications ", "\n", "training fee ", "telegram ", "0", "U.S."],
)  # fmt: skip
def test_a_hundred_thousand_letters_take_less_than_a_second(piece: str) -> None:
    content = replace(CONTRADICTED[0], body=(piece * (100_000 // len(piece) + 1))[:100_000])
    start = time.process_time()
    markup.to_words(content.body)
    rendered = time.process_time()
    lint(content, EMPLOYER)
    # Rendering Markdown is not ours to make faster; it takes most of the time of a page of brackets.
    assert (time.process_time() - rendered) - (rendered - start) < 1
