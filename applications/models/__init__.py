from applications.models.application import Answer, Application, ApplicationRevision
from applications.models.draft import ApplicationDraft
from applications.models.elsewhere import Elsewhere
from applications.models.pipeline import Assignment, Message, MessageTemplate, Move, Note
from applications.models.question import Question
from applications.models.resume import Resume
from applications.models.stage import Stage
from applications.models.student import Proficiency, Student

__all__ = [
    "Answer",
    "Application",
    "ApplicationDraft",
    "ApplicationRevision",
    "Assignment",
    "Elsewhere",
    "Message",
    "MessageTemplate",
    "Move",
    "Note",
    "Proficiency",
    "Question",
    "Resume",
    "Stage",
    "Student",
]
