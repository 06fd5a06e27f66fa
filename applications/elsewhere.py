"""Applications at employers' own sites: noted when somebody leaves by /out/, and answered by them."""

from django.utils import timezone

from accounts.models import User
from applications.models import Elsewhere, Student
from applications.models.choices import ElsewhereStatus
from listings.models import Posting

YES, NOT_YET, NO = "yes", "not-yet", "no"


def note_departure(user: User, posting_id: int) -> bool:
    """Once a posting; who comes by again finds what was said of it. Returns whether it was noted now."""
    if Elsewhere.objects.filter(student__user=user, posting=posting_id).exists():
        return False
    posting = Posting.objects.select_related("employer").filter(pk=posting_id).first()
    if posting is None:
        return False
    copied = {"title": posting.title, "employer": posting.employer.name, "url": posting.apply_url}
    _one, made = Elsewhere.objects.get_or_create(
        student=Student.objects.of(user), posting=posting, defaults={**copied, "left_at": timezone.now()}
    )
    return made


def answer(one: Elsewhere, said: str) -> None:
    """To "did you apply?". After a no it may be asked again on the next way out. A private list: nothing is audited."""
    if said == NO:
        one.delete()
    elif said == YES:
        one.status, one.applied_on = ElsewhereStatus.APPLIED, timezone.localdate()
        one.save()
    else:
        one.save(update_fields=["changed_at"])
