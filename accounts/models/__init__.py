from accounts.models.audit import AuditEvent
from accounts.models.limit import Limit
from accounts.models.mail import MutedMail, OutgoingMail
from accounts.models.user import User

__all__ = ["AuditEvent", "Limit", "MutedMail", "OutgoingMail", "User"]
