from listings.models.answer_record import AnswerRecord
from listings.models.choices import DEFAULT_ROLES
from listings.models.employer import Employer, EmployerClaim, EmployerPlace, Invitation, Membership
from listings.models.moderation import CannedReason, ModerationDecision, PostingReport
from listings.models.posting import Posting
from listings.models.posting_parts import PostingPlace, PostingTerm, Requirement, Responsibility
from listings.models.revision import PostingDraft, PostingRevision
from listings.models.saved import LastVisit, SavedPosting
from listings.models.search_row import PostingSearchRow
from listings.models.source import ImportRun, ImportUpload, Source, SourceEntry
from listings.models.traffic import DayKey, PostingDay, Sighting
from listings.models.twin import TwinRefusal
from listings.models.vocabulary import (
    FragmentPlace,
    Place,
    PlaceName,
    SearchMiss,
    Skill,
    SkillAlias,
    SkillMerge,
    Term,
)

__all__ = [
    "DEFAULT_ROLES",
    "AnswerRecord",
    "CannedReason",
    "DayKey",
    "Employer",
    "EmployerClaim",
    "EmployerPlace",
    "FragmentPlace",
    "ImportRun",
    "ImportUpload",
    "Invitation",
    "LastVisit",
    "Membership",
    "ModerationDecision",
    "Place",
    "PlaceName",
    "Posting",
    "PostingDay",
    "PostingDraft",
    "PostingPlace",
    "PostingReport",
    "PostingRevision",
    "PostingSearchRow",
    "PostingTerm",
    "Requirement",
    "Responsibility",
    "SavedPosting",
    "SearchMiss",
    "Sighting",
    "Skill",
    "SkillAlias",
    "SkillMerge",
    "Source",
    "SourceEntry",
    "Term",
    "TwinRefusal",
]
