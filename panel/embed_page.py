"""What embed.html needs: an employer's postings for pages of its own, as lines to copy."""

from dataclasses import dataclass
from html import escape

from django.urls import reverse
from django.utils.translation import gettext as _

from listings.models import Employer
from listings.public.feeds import absolute

CAREERS = "careers"


@dataclass(frozen=True)
class Snippet:
    """TEXT is copied as it stands."""

    name: str
    label: str
    help: str
    text: str


def snippets(employer: Employer) -> list[Snippet]:
    page = absolute(employer.get_absolute_url())
    searched = f"{reverse('search_atom')}?employer={employer.slug}&role=all"
    return [
        Snippet("frame", _("A frame"), _("Put this into the page; it is always up to date."), _frame(employer)),
        Snippet(
            "link",
            _("A link"),
            _("To your page here. Who comes by it is counted under “careers”; another word after “src=” counts apart."),
            f"{page}?src={CAREERS}",
        ),
        Snippet(
            "json",
            _("JSON"),
            _("For a script of your own, from any site."),
            absolute(reverse("embed_json", args=[employer.slug])),
        ),
        Snippet("atom", _("Atom"), _("For feed readers and chat rooms."), absolute(searched)),
        Snippet(
            "xml",
            _("XML"),
            _("For job aggregators. It holds the postings of all employers; yours are in it by themselves."),
            absolute(reverse("postings_xml")),
        ),
    ]


def _frame(employer: Employer) -> str:
    """Markup as text: the template escapes it once more."""
    address = absolute(reverse("embed", args=[employer.slug]))
    title = escape(_("Internships at %(employer)s") % {"employer": employer.name})
    looks = 'loading="lazy" width="100%" height="600" style="border: 0"'
    return f'<iframe src="{address}" title="{title}" {looks}></iframe>'
