"""Applications by the thousand, as rows: for what must not grow with them."""

from datetime import timedelta

from django.db import connection
from django.utils import timezone

from accounts.models import User
from applications import stages
from applications.models import Application, Resume, Student
from listings.models import Posting
from listings.postings import tally

SKILLS = ("go", "java", "sql", "git", "python", "postgresql", "docker")
WORDS = "UPDATE applications_application SET words = to_tsvector('first_commit', name || ' built an event store in go ' || id)"


def make_many(posting: Posting, number: int) -> list[Application]:
    """Spread over stages, days and skills; one in seven has been answered."""
    now = timezone.now()
    columns = stages.of(posting)
    first = User.objects.count()
    users = User.objects.bulk_create(
        User(email=f"many{first + n}@example.org", name=f"Many {first + n}", password="!") for n in range(number)
    )
    students = Student.objects.bulk_create(Student(user=user) for user in users)
    resumes = Resume.objects.bulk_create(
        Resume(
            student=s, media_type="text/plain", size=10, sha256="0" * 64, text="An event store in Go.", uploaded_at=now
        )
        for s in students
    )
    rows = [
        _row(posting, student, resume, columns[n % 5], n, now)
        for n, (student, resume) in enumerate(zip(students, resumes, strict=True))
    ]
    made = Application.objects.bulk_create(rows, batch_size=2000)
    tally.set_unanswered(posting.pk, Application.objects.unanswered().filter(posting=posting).count())
    with connection.cursor() as cursor:
        cursor.execute(f"{WORDS} WHERE posting_id = %s", [posting.pk])
        cursor.execute("ANALYZE applications_application")
    return made


def _row(posting, student, resume, stage, n, now):
    submitted = now - timedelta(hours=n % 900 + 1)
    skills = {SKILLS[(n + k) % len(SKILLS)]: {"level": "comfortable", "evidence": ""} for k in range(n % 5)}
    return Application(
        posting=posting, student=student, resume=resume, stage=stage, name=student.user.name, email=student.user.email,
        submitted_at=submitted, answer_due_at=submitted + timedelta(days=21), skills=skills, meets=n % 3, needed=2 + n % 3,
        answered_at=now - timedelta(hours=1) if n % 7 == 0 else None,
    )  # fmt: skip
