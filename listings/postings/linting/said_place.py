"""Where the work is done: on site some days at least, or wholly from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5}
_N = r"(?P<n{0}>[1-5]|one|two|three|four|five)"
_SITE = (
    r"(?:on-?\s?site|in[- ](?:the )?office|in[- ]person|(?:in|at|from|to|@) ?(?:the|our|an?"
    r"|your)? ?(?:[\w.&]+ ){0,4}(?:office|hub|hq|site)s?\b)"
)
DAYS = re.compile(
    rf"\b{_N.format(1)}\+? ?(?:(?:or more|-|to|/|plus) ?(?:[2-5]|two|three|four|five)? ?)?(?:full )?days?(?: ?(?:a"
    rf"|per|each|/|every) ?week)?"
    rf"[^.;|]{{0,25}}?\b{_SITE}"
    rf"|{_SITE}[^.;|]{{0,40}}?\b{_N.format(2)}\+? ?(?:(?:or more|-|to|/) ?(?:[2-5]|two|three|four|five)? ?)?days"
)
_WEEKDAYS = r"(?:mon(?:day)?s?|tue(?:s|sday)?s?|wed(?:nesday)?s?|thu(?:rs|rsday)?s?|fri(?:day)?s?)"
_WORK = r"(?:role|position|job|internship|opportunity|co-?op|placement|work(?:ing)?|schedule|team|vacancy|post)"
_JOB = r"(?:role|position|job|internship|opportunity|co-?op|placement|vacancy|post)"
_ON_SITE = re.compile(
    rf"{DAYS.pattern}"
    rf"|{_WEEKDAYS}\b[^.;|]{{0,20}}{_WEEKDAYS}[^.;|]{{0,30}}(?:office|on-?site|in[- ]person)"
    rf"|(?:office|on-?site|in[- ]person)[^.;|]{{0,40}}{_WEEKDAYS}\b[^.;|]{{0,12}}{_WEEKDAYS}"
    rf"|\b{_WORK}s?\b(?: is| are| will be|:|,| -)? ?(?:an? |fully |100% |strictly |primarily |based "
    rf"|entirely )*(?:on-?site|hybrid|in-?office|in[- ]person)\b"
    r"|\b(?:on-?site|hybrid|in-?office|in[- ]person) (?:roles?|positions?|job|internship|opportunity|schedule"
    r"|work(?:ing)? (?:model|schedule|arrangement)"
    r"|presence|attendance|only|mode)\b"
    r"|\b(?:fully|100%|strictly|entirely) (?:on-?site|in[- ]office|in[- ]person)\b"
    r"|\b(?:on-?site|in[- ]office|in[- ]person)(?: \w+){0,3} (?:is )?(?:required|mandatory|expected)"
    r"|\b(?:expected|required|must|need(?:ed)?) to (?:be|work|come|report)(?: \w+){0,3} (?:on-?site|in[- ](?:the "
    r"|our )?office|in[- ]person)"
    r"|\b(?:must|required to|need to|ability to|able to|willing(?:ness)? to|open to|prepared to"
    r"|expected to) (?:be willing to |be able to )?(?:relocate|commute)\b"
    r"|\brelocation (?:to [\w ,]{2,30} )?(?:is )?(?:required|mandatory|an option but)"
    r"|\bmust (?:be|live|reside) (?:\w+ ){0,2}(?:local|within commut|commut\w+ distance)"
    r"|\bnot (?:an? |be |offered |available )?(?:as )?(?:an? )?(?:fully )?remote (?:role|position|job|internship"
    r"|or)\b|\b(?:hours|work) must be in[- ]office"
    r"|\bremote\b[^.;|]{0,25}\bnot (?:be )?(?:considered|available|offered|possible|an option)|\[(?:on-?site"
    r"|hybrid)\b|^\W*in[- ]office\b"
    r"|\b(?:collaborat\w+|working|sitting) (?:closely )?(?:on-?site|in[- ]office|in[- ]person) with\b"
    r"|\bhiring\b[^.;|]{0,60}\bon-?site\b"
    r"|^\W*(?:in[- ]person|hybrid)\b(?= in\b)|\bfull[- ]time,? (?:hybrid|on-?site|in[- ]person)\b|\bhybrid set-?up"
    r"|\(office\b|\b(?:is|are) (?:in )?in[- ]office\b"
    rf"|\b[1-5]x ?(?:/|per|a) ?week\b[^.;|]{{0,20}}{_SITE}"
    r"|- ?(?:on-?site|hybrid) ?\(|\bon-?site in [a-z]"
    r"|\bno remote\b|\bwork (?:together |side by side )?(?:in[- ]office|on-?site)\b"
    rf"|\b(?:couple(?: of)?|few|most|several)(?: \w+)? days?[^.;|]{{0,30}}{_SITE}|{_SITE}[^.;"
    rf"|]{{0,30}}\b(?:couple(?: of)?|few|most|several) days"
    r"|\b(?:on-?site|in-?office|in[- ]person) (?:environment|setting)\b|\| ?(?:on[- ]?site|hybrid|in[- ]person"
    r"|in[- ]office)\b|\bin[- ]person\)"
    r"|[,(;:|] ?on site ?(?=[|),;]|$)|\b(?:must|requires?) (?:being|be) on-?site"
    r"|\b(?:on[- ]?site|hybrid|in[- ]person|in[- ]office) ?(?:\||$)|- ?(?:on-?site|hybrid) ?(?=[|.,]|$)"
    r"|\b(?:categori[sz]ed|classified"
    r"|designated) as (?:an? )?'?(?:on-?site|hybrid)"
    r"|\bbased (?:primarily |fully |mostly )?on-?site|\bhybrid,? (?:with )?(?:[1-5]|one|two|three|four|five)\b"
    r"|(?:^|[|(,;:]|\bin) ?(?:on-?site|hybrid)\b ?(?:\([^)]{0,60}\)? ?|[^|)a-z]{0,4}only ?)?(?=[|),:/]|$)"
    r"|\((?:on-?site|hybrid)\b|(?:^|[|]) ?(?:on-?site|hybrid)\b(?= (?:in|at|-|\())"
)
_REMOTE = re.compile(
    r"\b(?:100 ?%|fully|completely|entirely|all)[- ](?:fully )?remote\b"
    r"|\bremote[- ](?:role|position|job|internship|opportunity|only|work(?:ing)? environment|(?:first|only) (?:role"
    r"|position|work\w* environment))\b"
    rf"|\b{_JOB}s? (?:is|are|will be|can be done|is being|:)? ?(?:an? )?(?:based |fully |100% "
    rf"|entirely )?remote(?:ly)?\b(?! (?:team|work experience|monitor|sens|desk))"
    r"|^\W*home[- ]based\b|\bhome[- ]based (?:role|position|job|internship)"
    r"|\ban? remote (?:\w+[ -]){0,5}(?:engineer|developer|intern|analyst|designer|manager)\b"
    r"|\bremote ?/ ?work[- ]from[- ]home (?:role|position|job)|\bremote (?:employment|schedule|program"
    r"|work schedule)\b|^\W*remote: |\bwelcome to work remotely"
    r"|^\W*remote work(?: is anticipated)?\W*$|\bbased remotely\b|\b(?:in|with) an? (?:fully )?remote model\b"
    r"|\bwork (?:remotely )?from anywhere\b"
    r"|\bfully remotely\b|\bfull[- ]time ?/ ?remote|\bwork(?:s|ing)? (?:fully |100% )?remotely (?:from|as|within|in"
    r"|across)\b|^\W*remote \("
    r"|\((?:fully |100% )?remote\b|(?:^|\| ?)\W{0,3}work[- ]from[- ]home\b|\bfreedom to work from\b|\b(?:is|are|as"
    r"|be) an? remote (?:contractor|employee|worker)"
    r"|\b(?:expected|required|need|will|must|is|are) (?:\w+ )?(?:to )?work (?:\w+ )?remotely\b|\bwork (?:completely"
    r"|entirely|exclusively) remotely\b|100 ?% work[- ]from[- ]home"
    r"|\bhome[- ]?based (?:working|role|position|job)|\bremote (?:[\w-]+ ){1,3}(?:role|position|opportunity"
    r"|internship)\b|\b(?:is|are|'s|'re) (?:an? )?(?:truly |primarily |mostly )?remote (?:company|but|with|within"
    r"|in)\b"
    r"|(?:^[^|]{1,60}\bremote ?\||\|[^|]{0,60}\bremote ?(?:\||$))|\bboth remote\b|\bwork is (?:fully )?remote\b"
    r"|^\W*remote working\W*$|\s- ?remote (?:us|usa|uk|eu|europe|canada|in )\b|\b(?:allows?|will|must"
    r"|you)\b[^.;|]{0,30}(?<!best )\bwork from home\b(?![^.;|]{0,20}days?)"
    r"|\|? ?\b(?:us|usa|uk|eu|emea|latam|apac|canada|europe|global|worldwide) remote\b|\bremote (?:us|usa|uk|eu"
    r"|emea|latam|apac|canada|europe|worldwide|global)\b|\blive (?:and work )?where(?:ver)? you (?:want|like)"
    r"|\bfull remote\b(?! work after)|\bremote work model\b|\b(?:categori[sz]ed|classified"
    r"|designated) as (?:an? )?'?remote|\blocation:? ?remote\b|#li-remote\b"
    r"|^\W*remote[- ]first\b|\b(?:primarily|exclusively|only) work from home\b"
    r"|\bwill (?:be )?work(?:ing)? (?:fully )?remotely\b"
    r"|\| ?remote\b|(?:^|[(,;:]|\s-) ?remote\b ?(?:\([^)]{0,40}\)?|(?:in|within"
    r"|from) (?:the )?[\w. /]{2,30})?[ .]*(?=[|),;]|-(?!\w)|$)"
)
_EITHER = re.compile(
    r"\bremote: ?optional|\bor (?:(?:in|the|fully|from) )*(?:[\w·.]+ ){0,2}remote\b(?= ?(?:[|(,]|$))|"
    r"[|] ?(?![^|]*(?:time|engineer|developer|contract|intern|manager|lead|remote[^|]*remote))[a-z.· /]{2,25}(?:[,;]"
    r" ?[a-z.· /]{2,25}){0,3}[,;] ?remote ?(?=[|]|$)|"
    r"\bopen to (?:100% |fully )?remote|\| ?remote (?:and|&) |\bremote and (?:on-?site|hybrid)|"
    r"\bopen to (?:an? )?(?:hybrid|remote|on-?site)|\bremote \([^)]{0,40}\) ?;|"
    r"(?:on-?site|hybrid|in[- ]office|office|in[- ]person|[a-z]{2,}(?<!time))(?: \([^)]{0,30}\))?(?: or "
    r"| ?/ ?)(?:fully "
    r"|100% )?remote\b"
    r"|\bremote(?: \([^)]{0,30}\))?(?: or | ?/ ?)(?:on-?site|hybrid|in[- ]office|office|in[- ]person|[a-z]{2,})"
    r"|[+] ?remote\b|\bremote ?[+] ?(?:on-?site|hybrid|in[- ])|\| ?(?![^|]*(?:time|engineer|developer|contract"
    r"|intern|manager|lead))[a-z. ]{2,25}, ?remote \(|\b(?:on-?site|hybrid) ?(?:\([^)]{0,40}\) ?)?, ?remote\b"
    r"|\bremote ?, ?(?:on-?site|hybrid|in[- ]office)"
    r"|\bremote(?:[- ](?:possible|options?|optional|friendly|ok|okay|considered|eligible|available)\b)"
    r"|\boption(?:s|al)?\b[^.;|]{0,30}\bremote|\bremote \([^)]{0,40}\) ?, ?[a-z]|[a-z]{2,} ?(?:&"
    r"|and) ?remote\b(?! (?:work|team))"
)
_NOT_REMOTE = re.compile(
    r"\b(?:up to|bis zu)\)? ?(?:100 ?%|fully|full)[ -]?remote|"
    r"\bremote: ?no\b|\bweeks?\b[^.;|]{0,30}work from anywhere|\bremote\b[^.;|]{0,15} pay range|"
    r"\bunless\b|\bif (?:the|this|your|a) \w+ is remote|\b(?:ability|able|experience|comfortable|thrive|success\w*"
    r"|effective\w*|efficient\w*|manage tasks)\b[^.;|]{0,80}\bremote"
    r"|\bremote roles? and hybrid|\bbefore applying|\bpotential\b|\b(?:not?|cannot|n't|never|isn't)\b[^.;"
    r"|]{0,25}\bremote|\(no remote|\bremote\b (?:is |are |work "
    r"|work is )?(?:not\b|n't\b)|\b(?:ability|able|opportunity|option|chance) to work(?: \w+)? remote"
)
_NOT_ON_SITE = re.compile(
    r"\boption to\b|\bcould work\b|\bif (?:the|you|your)\b|\b(?:certain|some|most) (?:roles|positions)|relocate: ?no|"
    r"\(or willing|days?(?: ?/ ?| per | a | each | in (?:the )?office (?:per|a) )month|\bmay (?:\w+ )?(?:require"
    r"|need)\b[^.;]{0,30}(?:on-?site|office|in[- ]person)|\boccasional|"
    r"\b(?:no|not|never|n't|without|nor)\b[^.;|]{0,30}(?:relocat|on-?site|office|in[- ]person|commut)"
    r"|relocation (?:is |\w+ )?(?:not|n't)|(?:on-?site|office|in[- ]person)\b[^.;|]{0,10}(?:\bnot\b|n't\b|\bnever\b"
    r"|optional|as (?:you|needed))"
)
_ELSEWHERE = re.compile(
    r"\binterview|\bzoom\b|\boff-?sites?\b|meet-?up|\bgym\b|kitchen|cafeteria|child-?care|parking|\bclinic|\blunch"
    r"|\bmeals?\b"
    r"|\bgather|\bretreat|\bcustomers?\b|\bclients?\b|\bevents?\b|\bpto\b|vacation|holiday|\bperks?\b|\bsnack"
    r"|\byears?\b"
    r"|\bflexib|\benjoy\b|hybrid cloud|on-?prem|\bmassage|\bbarista|\bdesk (?:setup|budget)"
)


def read(words: str) -> Iterator[tuple[str, int, int]]:
    if "remote" in words or "anywhere" in words or "home" in words:
        found = _REMOTE.search(words)
        if found and not _EITHER.search(words) and not _NOT_REMOTE.search(words) and "hybrid" not in words:
            yield "remote", *found.span()
            return
    if not _MENTIONS.search(words):
        return
    days = DAYS.search(words)
    found = days or _ON_SITE.search(words)
    if not found or _NOT_ON_SITE.search(words):
        return
    # "The engineers are remote, the others hybrid" states neither of this posting.
    if not days and "remote" in words and not _NOT_REMOTE.search(words):
        return
    elsewhere = "|" not in words and _ELSEWHERE.search(words)
    if days or not (elsewhere or (_EITHER.search(words) and not _NOT_REMOTE.search(words))):
        # "collaborative filtering, hybrid" in a long list is no place.
        if not (found.group().startswith((",", ";")) and len(words) > 120 and "|" not in words):
            yield "on-site", *found.span()


_MENTIONS = re.compile(r"site|hybrid|office|remote|in[- ]person|relocat|commut|must be")


def days_of(words: str) -> int | None:
    """How many days a week on site, where the words say one number and not a range."""
    found = DAYS.search(words)
    if not found or re.search(r"\d ?(?:-|to|/) ?[1-5]\+? ?days|\+|or more", found.group()):
        return None
    said = found["n1"] or found["n2"]
    return NUMBERS.get(said) or int(said)
