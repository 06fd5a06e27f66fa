"""Which jobs of a whole board are internships, told by their titles and types as a person would."""

import re

from listings.vocabulary import eligibility_text

# An event for students, or somebody who looks after interns. "Recruiting Intern" and "Program Manager Intern" are ones.
_EVENT = re.compile(
    r"\b(?:workshops?|webinars?|info(?:rmation)? sessions?|open (?:day|house)s?|hackathons?|insight (?:day|week)s?|"
    r"talent (?:pool|community|network)|career fairs?)\b|ワークショップ|説明会|セミナー",
    re.IGNORECASE,
)
_KEEPER = (
    r"(?:recruit(?:er|ing|ment)s?|coordinators?|managers?|directors?|leads?|supervisors?|mentors?|"
    r"advis[eo]rs?|officers?|head)"
)
_LOOKS_AFTER_THEM = re.compile(
    rf"\b{_KEEPER}\b.*\b(?:interns|internships|apprentices|apprenticeships|co-?ops|intern(?:ship)? program(?:me)?s?)\b"
    r"|\b(?:intern(?:ship)?s?|co-?ops?|apprentice(?:ship)?s?|working student|student placement|early careers?)"
    rf"(?: (?:and|&) \w+)?(?: program(?:me)?s?)? {_KEEPER}\b",
    re.IGNORECASE,
)
# These words name full-time work as often as training.
_TRAINEE = re.compile(
    r"\b(?:graduate|management|executive|sales|certified|engineer)\s+(?:\w+\s+)?trainee\b", re.IGNORECASE
)
_BEFORE_AN_INTERN = re.compile(rf"\b{_KEEPER}\W+(?:intern|internship|apprentice|co-?op)\W*$", re.IGNORECASE)
_TYPES = re.compile(
    r"\b(?:intern|internship|apprentice|apprenticeship|co-?op|trainee|traineeship|working student|werkstudent|"
    r"placement|"
    r"praktikum|stage|stagiaire|alternance)\b",
    re.IGNORECASE,
)


def is_one(title: str, type: str = "") -> bool:
    """TYPE is what the source calls the employment: "Intern", "INTERN", "internship", "Apprenticeship"."""
    title = " ".join(title.split())
    if _EVENT.search(title) or (_LOOKS_AFTER_THEM.search(title) and not _BEFORE_AN_INTERN.search(title)):
        return False
    if _TYPES.search(re.sub(r"[_/]", " ", type)):
        return True
    return eligibility_text.is_internship_title(title) and not _TRAINEE.search(title)
