from accounts.models.audit import AuditEvent
from accounts.models.mail import OutgoingMail
from accounts.models.user import User

__all__ = ["AuditEvent", "OutgoingMail", "User"]
