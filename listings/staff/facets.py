"""What the facets of a posting are called, beside what they said before and say now."""

from django.utils.translation import gettext as _

FACETS = {
    "title": lambda: _("Title"),
    "role": lambda: _("Role"),
    "pay": lambda: _("Pay"),
    "places": lambda: _("Places"),
    "place": lambda: _("Place"),
    "workplace": lambda: _("Where you work"),
    "terms": lambda: _("Term"),
    "term": lambda: _("Term"),
    "starts_on": lambda: _("Start"),
    "weeks": lambda: _("Weeks"),
    "hours_a_week": lambda: _("Hours a week"),
    "openings": lambda: _("Openings"),
    "visa": lambda: _("Visa"),
    "degrees": lambda: _("Degree"),
    "fields": lambda: _("Field of study"),
    "enrolment": lambda: _("Enrolment"),
    "graduation": lambda: _("Graduation"),
    "skills": lambda: _("Skills"),
    "closes_on": lambda: _("Closing date"),
    "opens_at": lambda: _("Applications open"),
}
