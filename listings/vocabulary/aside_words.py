"""What tells that a skill written in an advertisement is not asked for: the patterns of `asides`."""

from __future__ import annotations

import re

FIELDS_OF_WORK = frozenset({"topic", "practice"})

TEAM = (
    r"(?:teams?|engineers|designers|scientists|researchers|analysts|partners|stakeholders|managers|experts|"
    r"specialists)\b"
)
TEAM_AFTER = re.compile(rf"[^.;\n]{{0,50}}\b{TEAM}", re.IGNORECASE)
TEAM_NEXT = re.compile(rf"\s+(?:and \w+ )?{TEAM}", re.IGNORECASE)
WITH_BEFORE = re.compile(
    r"\b(?:collaborat\w+|work\w*|partner\w*|coordinat\w+|interact\w*|liais\w+|disciplines?)(?:\s+(?:closely|"
    r"directly|cross-functionally))*(?:\s+(?:with|alongside|across)\b|[—:,]\s*including)(?:(?!\s(?:to|on|using|in|"
    r"for)\s)[^.;\n]){0,100}$",
    re.IGNORECASE,
)
# "with designers and QA", "with client (iOS/Android) engineers"
AFTER_PEOPLE = re.compile(
    r"\b(?:designers?|engineers?|developers?|owners|managers|product|design|marketing|sales|stakeholders|"
    r"analysts)(?:,| and|, and| &)\s+$",
    re.IGNORECASE,
)
LISTED_TEAM = re.compile(
    r"(?:[/,]\s?\w+){0,3}\)?(?:,? and \w+)? (?:engineers|developers|teams|designers)\b", re.IGNORECASE
)
TEAM_OF = re.compile(r"\bteams? of\b[^.;\n]{0,60}$", re.IGNORECASE)
BESIDE = re.compile(r"\b(?:with|alongside|across|between|our|other)\b[^.;\n]{0,90}$", re.IGNORECASE)

STUDY_BEFORE = re.compile(
    r"\b(?:degrees?|bachelor\W?s?|masters?|master[’']s|ph\.?d\.?|b\.?sc?\.?|m\.?sc?\.?|major(?:ing)?|studying|"
    r"pursuing|graduates?|enrolled|discipline)\b(?:(?!experience|knowledge|coursework|skills|proficien|"
    r"understanding|familiar|passion|ability|years)[^;\n]){0,140}$",
    re.IGNORECASE,
)

WHERE_BEFORE = re.compile(
    r"(?:\byour|\bpublic|portfolio|profile|linkedin|\(optional\)|available (?:on|in)|links?(?: to)?|"
    r"discord[^.\n]{0,20})[\s,:/]*(?:an? |and |or |and/or |communities, )?$",
    re.IGNORECASE,
)
WHERE_AFTER = re.compile(
    r"\W{0,3}(?:profile|portfolio|links?\b|handle|account|url|and/or|linkedin|, x/|, twitter|, blog|, portfolio)",
    re.IGNORECASE,
)

# Assistants for everything are not those for code; speaking a language is not communication.
ASSISTANT = re.compile(r"\b(?:chatgpt|gemini|perplexity|midjourney|jasper|openai)\b", re.IGNORECASE)
CODING = re.compile(r"\b(?:cod(?:e|ing)|cursor|codex|github copilot|developer tools|ides?)\b", re.IGNORECASE)
ENGLISH = frozenset({"written-communication", "spoken-communication"})
TONGUE = re.compile(r"\b(?:English|German|French|Spanish|Dutch|Japanese|Korean|Chinese|Mandarin|Polish|Portuguese)\b")
COMMUNICATION = re.compile(r"\b(?:communicat|writing|presentation)", re.IGNORECASE)

AI_SLOGAN = re.compile(
    r"[\s-](?:native|first|focused|forward|fueled|company|companies|startup|startups|platform|search|revolution|"
    r"era|strategy|experiences|space|industry|race|world|ready|generated|wrapper|transformation|economy|"
    r"data cent(?:er|re)s?|factor(?:y|ies)|use cases|boom|demand)\b|\s+and human\b",
    re.IGNORECASE,
)
AI_PART = re.compile(r"[\s-](?:powered|driven|enabled|based)\b(?! tools)", re.IGNORECASE)  # may be what is built
AI_BEFORE = re.compile(
    r"(?:powered by|field of|domain of|age of|future of|era of|world of|cutting-edge|cutting edge|like)\s+$",
    re.IGNORECASE,
)
# How the employer hires, and what the work is for or takes the place of.
HIRING = re.compile(
    r"\b(?:applicants?|during (?:the |our )?interviews?|hiring (?:process|practices|decisions)|"
    r"application process|candidates (?:are not|may not))\b",
    re.IGNORECASE,
)
PURPOSE_BEFORE = re.compile(
    r"\b(?:(?:that|which|to) (?:\w+ly )?(?:support|power|enable|drive)s?|(?<!experience )(?<=[a-z] )supporting|"
    r"powering|enabling|driven by)\b(?:(?!\b(?:using|with|through|by|via)\b)[^.;\n:]){0,60}$",
    re.IGNORECASE,
)
POWERED_BEFORE = re.compile(r"\b(?:that|which) powers?\b(?:(?!\b(?:using|with|through|by|via)\b)[^.;\n:]){0,60}$")
REPLACED_BEFORE = re.compile(
    r"\b(?:replac(?:es|ing) (?:the|your)|unlike (?:a|most|other|the))\b[^.;\n]{0,80}$", re.IGNORECASE
)
EMPLOYER_AFTER = re.compile(r"[^|\n]{0,40} \| ")
ROLE_NAME = re.compile(r"\b(?:Engineer|Developer|Intern|Analyst|Scientist|Manager|Designer)s?\b")
ADDRESS_BEFORE = re.compile(r"(?:https?://|www\.)\S*$", re.IGNORECASE)
WANTED = re.compile(
    r"\d\+? years\b|\b(?:you[’']ll|you will|your (?:role|work|experience|skills)|looking for|seeking|"
    r"we[’']re hiring|hiring an?|join us to|experience (?:with|in)|skills|responsib\w+|required|must have|"
    r"proficien\w+|knowledge of|familiar\w*|as an? [\w /-]{3,40}(?:engineer|developer|intern|analyst|scientist|"
    r"manager)|this role)\b",
    re.IGNORECASE,
)

SLOGAN = re.compile(
    r"\b(?:redefined|revolutioni[sz]\w+|(?:has|have) been transforming|pioneer\w*|founded (?:in|by)|headquartered|"
    r"(?:world[’']?s|global|industry|the|a) leading|leader in|our (?:customers|mission|products|solutions|purpose|"
    r"company)|is the (?:world|only|first)|trusted by|offices (?:in|world)|contingent upon|existing vacancy|"
    r"connect our world|available across|backed by|series [a-e]\b|our clients|our \w+ (?:cloud-based |"
    r"ai )?(?:platform|solutions)|comprehensive|broadly adopted|industry-leading|enables? brands|millions of|"
    r"billions of|fortune \d+|more recently)",
    re.IGNORECASE,
)
ASKED = re.compile(
    r"\b(?:you|your|you[’']ll|experienced?|skills?|knowledge|proficien\w+|familiar\w*|responsib\w+|required|"
    r"requirements|using|ability|stack|must|looking for|seeking|interns?|expertise|understanding)\b",
    re.IGNORECASE,
)
CULTURE = re.compile(
    r"\b(?:culture|cultural|we pride|our values|values|behaviors|our team is|we believe|we are|we[’']re an?|"
    r"we value|scammer|confidential|atmosphere|full and authentic|environment is|growth opportunities|"
    r"streamlines?|seamless|central to|shared goals|professionalism|open and collaborative)\b",
    re.IGNORECASE,
)
OF_A_PERSON = re.compile(
    r"\b(?:you|you[’']ll|ability|able|skills?|must|strong|excellent|experience|responsib\w+|demonstrated|"
    r"effective(?:ly)?)\b",
    re.IGNORECASE,
)


# What is written of a thing: software for working together, a place for tests.
THING_AFTER = {
    "teamwork": re.compile(
        r"(?: (?!with\b)[\w-]+){0,2} (?:tool|tooling|platform|software|editor|apps?|product|workspace|features?)\b"
    ),
    "testing": re.compile(r",?(?: and| or)? (?:staging|production|environments?)\b", re.IGNORECASE),
}
QUALITIES = frozenset({"performance", "security"})
QUALITY = (
    r"(?:reliab\w+|scalab\w+|maintainab\w+|availab\w+|observability|latency|resilien\w+|usability|quality|privacy|"
    r"cost|compliance|governance|regulatory|durability|predictability|correctness|speed|performance|security|"
    r"accessibility)"
)
QUALITY_BEFORE = re.compile(rf"\b{QUALITY}(?:,| and|, and| &|,? or)\s+(?:\w+ )?$", re.IGNORECASE)
QUALITY_AFTER = re.compile(rf"(?:,| and|, and| &|,? or)\s+(?:and )?(?:\w+ )?{QUALITY}\b", re.IGNORECASE)
BETTERED_BEFORE = re.compile(
    r"\b(?:improv\w+|optimi[sz]\w+|enhanc\w+|increas\w+|strengthen\w*|rais(?:e|ing)|tun(?:e|ing)|harden\w*|fix|"
    r"diagnos\w+|ensur\w+|monitor\w*|experience (?:in|with)|knowledge of|understanding of|familiar\w* with|"
    r"expertise in|best practices|fundamentals)\b[^.;\n]{0,90}$",
    re.IGNORECASE,
)

BETTERED_AFTER = re.compile(r"[^.;\n]{0,30}\b(?:improvements|fundamentals|principles)\b", re.IGNORECASE)

# A subject that every employer writes about itself: it counts where the sentence speaks of the person or the work.
BROAD = frozenset({"artificial-intelligence"})
OF_THE_WORK = re.compile(
    r"\b(?:you|your|you[’']ll|experienced?(?= (?:with|in|as|on|using|\w+ing)\b)|(?:years|professional|prior|"
    r"previous|relevant|practical|hands-on|your|strong|proven|industry|work|working) (?:\w+ ){0,3}experience|"
    r"skills?|knowledge|familiar\w*|understanding|background|interest(?:ed)?|proficien\w+|expertise|responsib\w+|"
    r"requir\w+|preferred|plus|stack|ability|fundamentals|principles|coursework|exposure|fluen\w+|role)\b",
    re.IGNORECASE,
)
ACTIVITY = re.compile(
    r"(?:^|[•*·:–-])\W*(?:assist\w*|automat\w+|build\w*|design\w*|develop\w*|implement\w*|explor\w+|collaborat\w+|"
    r"work\w*|lead\w*|deploy\w*|optimi[sz]\w+|integrat\w+|creat\w+|contribut\w+|help\w*|driv\w+|evaluat\w+|"
    r"leverag\w+|use|apply\w*|research\w*|analy[sz]\w+|identify\w*|improv\w+|maintain\w*|support\w*|ensur\w+|"
    r"write|participat\w+|perform\w*|conduct\w*|own|provid\w+|understand\w*|ship\w*|invent\w*|scal\w+|follow\w*|"
    r"port\w*|promot\w+|deliver\w*|log|update\w*|debug\w*|troubleshoot\w*|monitor\w*|manag\w+|test\w*|embed\w*|"
    r"moderni[sz]\w+|discover\w*|communicat\w+|mentor\w*|coordinat\w+|review\w*)\b",
    re.IGNORECASE,
)


# A sentence about the employer, unless it goes on to the work or to who is wanted.
ABOUT_US = re.compile(
    r"\b(?:we|we[’']re|we[’']ve|our|us|is an?|is the|is building|builds|company|customers|clients|platform that|"
    r"products|provides?|helps|enables?|empowers?|delivers|startup|backed|mission|world|industry)\b",
    re.IGNORECASE,
)
OURSELVES = re.compile(
    r"\b(?:we|we[’']re|we[’']ve|(?-i:us)|is an?|is the|offices|our (?:\w+ ){0,2}(?:platform|products?|company|"
    r"customers|clients))\b",
    re.IGNORECASE,
)
AND_YOU = re.compile(
    r"\b(?:hiring|seeking|looking for|join|candidate|to work on|working (?:on|across)|we use|we value|"
    r"engineers? (?:to|who)|intern|will)\b",
    re.IGNORECASE,
)
SOFT_KINDS = frozenset({"topic", "practice", "communication"})
