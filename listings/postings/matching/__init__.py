"""Whether a student meets what a posting asks for: one rule for lists, pages, the form and the recruiter's desk.

Pure: what is known of the person and of the posting goes in, lines with a state and a reason come out. See
docs/matching.md.
"""

from listings.postings.matching.facts import Facts
from listings.postings.matching.fit import Fit, fit
from listings.postings.matching.line import MET, NOT, RECRUITER, STUDENT, UNTOLD, Line
from listings.postings.matching.requirements import RULES, Group, Requirements

__all__ = [
    "MET", "NOT", "RECRUITER", "RULES", "STUDENT", "UNTOLD", "Facts", "Fit", "Group", "Line", "Requirements", "fit",
]  # fmt: skip
