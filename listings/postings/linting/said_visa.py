"""Visas and citizenship: who is sponsored, and who may apply at all."""

from __future__ import annotations

import re
from collections.abc import Iterator

_NO = (
    r"(?:\bno\b|\bnot\b|\bnever\b|\bneither\b|\bnor\b|\bunable\b|\bcannot\b|n't\b|\bwithout\b|\bineligible\b"
    r"|\bunavailable\b"
    r"|\bnon-?(?=sponsor))"
)
_ASIDE = r"(?:executive|event|brand|corporate|community|project|study|trial|clinical|sports?|drive) sponsor"
_SUBJECT = (
    r"(?:visas?\b|h-?1b|immigration|work (?:permit|authori[sz]ation)|employment|candidates?\b|applicants?\b|relocation)"
)
_SPONSOR = re.compile(r"\bsponsor(?:s|ed|ing|ships?)?\b")
# What the sentence must hold for "sponsor" to be about a visa; the noun needs nothing more.
_ABOUT_VISA = re.compile(rf"\bsponsorships?\b|{_SUBJECT}")
_NOT_VISA = re.compile(
    rf"{_ASIDE}|(?:employer|company)[- ]sponsored|sponsored (?:listing|content|post|ad|health|insurance|event|by)"
    r"|sponsorships? (?:deal|package|opportunit|agreement|revenue|and backing|of (?!(?:an? |any "
    r"|your )?(?:\w+ )?(?:visas?\b|work\b|candidates|applicants|h-?1b)))"
)
# Questions, and what leaves it open, state nothing.
_OPEN = re.compile(
    r"\bwhether\b|\bthis includes\b|sponsorship (?:details|guidelines|polic|status|question|information|requirement)"
    r"|\bregardless\b|\b(?:will|do|would) you (?:now|require|need)"
    r"|(?<!do not apply)(?<!this role)(?<!not apply) if you (?:will )?(?:require|need)\b|\?\s*$"
)
_NOT_NEEDED = re.compile(
    r"\bno (?:visa |work |immigration )?(?:visa |sponsorship )(?:is |are )?(?:needed|required|necessary)"
)
_DENIED = re.compile(
    r"\bvisas?[^.;|]{0,20}: ?no\b|"
    rf"{_NO}[^.;]{{0,170}}\bsponsor|\bsponsor\w*\b(?:(?! - )[^.;+|]){{0,60}}(?:\bnot\b|n't\b|\bunavailable"
    rf"|\bno longer|:\s*no(?:ne)?\b)"
    r"|\bdo not apply\b[^.;]{0,120}\b(?:immigration|sponsor|visa)|\bno-visa\b"
    rf"|{_NO}[^.;]{{0,50}}\b(?:visa (?:support|assistance|help|transfers?|holders)|h-?1b|opt/cpt|cpt/opt)\b"
    rf"|{_NO} (?:\w+ ){{0,3}}visas\b|\b(?:cannot|can't|unable to|not|n't) (?:assist|help"
    rf"|support)[^.;]{{0,50}}\bvisas?\b|\bvisas? (?:will|can) ?not\b|\bwithout (?:an? |any "
    rf"|the need for )?(?:an? )?(?:work )?visa\b|\bno visa\b(?! (?:is |are )?(?:needed|required|necessary))"
)
_WELCOME = r"(?:welcome|encouraged|considered|accepted|ok\b|okay\b|possible|available|provided|offered|supported)"
_OFFERED = re.compile(
    rf"\b(?:visa|h-?1b|immigration|work permit)s?(?:[ /&]|and|transfer|relocation|work permit){{0,4}}"
    r" ?(?:sponsor\w*|support|assistance|help|transfers?)"
    rf"|\bsponsor\w* (?:\w+ ){{0,4}}(?:visas?\b|h-?1b|work permits?|green cards?|candidates|applicants)"
    rf"|\bsponsorships?\b[^.;]{{0,30}}(?:{_WELCOME}|: ?yes)"
    r"|\b(?:offer|offers|provide|provides|able to|happy to|willing to|will|do|can|open to) (?:\w+ ){0,3}sponsor"
    rf"|\bh-?1b\b[^.;]{{0,60}}{_WELCOME}|\bvisas? {_WELCOME}"
    r"|\| ?visa(?: (?:sponsor\w*|possible|ok|support))? ?(?=\||$)|\| ?visa \+"
)
_WE_ARE_SPONSOR = re.compile(
    r"\bis (?:a|an) (?:licensed )?sponsor\b|serve as|contact for the sponsor|\bsponsor(?:'s|s')|for sponsors?\b"
)

_CITIZEN = (
    r"(?:citizen(?:s|ship)?\b|\bu[.·]?s[.·]? persons?\b|\bgreen card holders?\b|\bpermanent residen(?:ts?|ce|cy)\b"
    r"|\busc\b)"
)
_MUST = (
    r"(?:\bmust\b|\brequire[sd]?\b|\bonly\b|\bneeds? to\b|\bha(?:s|ve) to\b|\b(?:limited|restricted|open) to\b"
    r"|\bmandatory\b|\beligib)"
)
_CITIZENS = re.compile(
    rf"{_MUST}[^.;]{{0,70}}{_CITIZEN}|{_CITIZEN}[^.;]{{0,50}}(?:\bonly\b|\brequired\b|\bmandatory\b|\bis a (?:must"
    rf"|requirement))"
    r"|\bcitizenship:? ?u[.·]?s\b|^\W*citizens? (?:in order|or permanent|with)\b|^\W*u[.·]?s[.·]? citizen(?:s"
    r"|ship)? (?:and|with|required|is)\b"
    rf"|^\W*(?:is |are |be )?(?:an? )?(?:active )?u[.·]?s[.·]?a? citizen(?:s|ship)?\b(?=.{{0,30}}$)|["
    rf"|/] ?u[.·]?s[.·]?a? citizens?(?: only)? ?(?=[|/]|$)"
    r"|\busc ?(?:,|/|&|and|or) ?(?:gc|green cards?)\b(?![^|.;]{0,30}\b(?:opt|ead|tn|cpt)\b)"
    r"|\(u[.·]?s[.·]? (?:citizens?|persons?)(?: only)?\)"
)
_NOT_CITIZENS = re.compile(
    r"\bif (?:the|this|your|a) |certain citizenship|regardless|discriminat|without regard|on the basis|race\b|religio"
    r"|first[- ]class citizen|corporate citizen"
    r"|citizen(?:s|ship)?(?: status)? (?:services?|experience|developer|data)|citizen\w* ?/ ?(?:\w+ )?visa|good citizen"
    r"|citizen\w*[^.;]{0,30}\bor\b[^.;]{0,40}(?:authori[sz]|visa\b|work permit|\bead\b|right to work)|smart cit"
    r"|citizen(?:s|ship)?[^.;]{0,20}(?:not|n't)\b|\b(?:no|not|nor|never)\b[^.;]{0,25}citizen"
    r"|n't\b[^.;]{0,25}citizen"
    r"|citizen.{0,250}\bor (?:be )?(?:eligible|able|authori[sz]ed) to|\bpreferred\b|\bh-?1b\b|compliance with"
    r"|\bverif(?:y|ied)"
)


def read(words: str) -> Iterator[tuple[str, int, int]]:
    sponsor = _SPONSOR.search(words)
    if (sponsor or "visa" in words or "h1b" in words or "h-1b" in words) and not _OPEN.search(words):
        yield from _sponsorship(words, bool(sponsor))
    if ("citizen" in words or "person" in words or "resident" in words or "green card" in words or "usc" in words) and (
        not _NOT_CITIZENS.search(words)
    ):
        found = _CITIZENS.search(words)
        if found:
            yield "citizens-only", *found.span()


def _sponsorship(words: str, named: bool) -> Iterator[tuple[str, int, int]]:
    if _NOT_VISA.search(words) or _NOT_NEEDED.search(words) or _WE_ARE_SPONSOR.search(words):
        return
    if named and not _ABOUT_VISA.search(words):
        return
    denied = _DENIED.search(words)
    if denied:
        yield "no-sponsorship", *denied.span()
        return
    offered = _OFFERED.search(words)
    if offered and "require" not in words[: offered.start()]:
        yield "sponsors", *offered.span()
