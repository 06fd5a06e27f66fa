from listings.models.choices import DEFAULT_ROLES
from listings.models.employer import Employer, Membership
from listings.models.posting import Posting, PostingPlace, PostingTerm, Requirement, Responsibility
from listings.models.revision import PostingDraft, PostingRevision
from listings.models.saved import LastVisit, SavedPosting
from listings.models.search_row import PostingSearchRow
from listings.models.source import ImportRun, Source, SourceEntry
from listings.models.vocabulary import Place, PlaceName, Skill, SkillAlias, Term

__all__ = [
    "DEFAULT_ROLES",
    "Employer",
    "ImportRun",
    "LastVisit",
    "Membership",
    "Place",
    "PlaceName",
    "Posting",
    "PostingDraft",
    "PostingPlace",
    "PostingRevision",
    "PostingSearchRow",
    "PostingTerm",
    "Requirement",
    "Responsibility",
    "SavedPosting",
    "Skill",
    "SkillAlias",
    "Source",
    "SourceEntry",
    "Term",
]
