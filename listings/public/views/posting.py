from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from listings.models import Posting
from listings.models.choices import ApplyKind
from listings.postings import traffic
from listings.public import channel, posting_page, posting_read, rows, similar, structured_data, visitors


@require_safe
@channel.carries
def posting(request: HttpRequest, ref: str) -> HttpResponse:
    at = timezone.now()
    reading = posting_read.load(ref.partition("-")[0], at)
    if reading is None or not (reading.is_readable or reading.is_gone):
        raise Http404
    if reading.is_gone:
        return render(request, "410.html", status=410)
    if ref != f"{reading.posting.pk}-{reading.posting.slug}":
        return redirect(channel.link(reading.posting.get_absolute_url()), permanent=True)
    viewer = request.viewer  # type: ignore[attr-defined]
    similar_rows = rows.build(similar.to(reading), at=at, viewer=viewer)
    context = {
        "p": posting_page.context(reading, viewer),
        "rows": similar_rows,
        "structured_data": structured_data.script(reading),
    }
    response = render(request, "public/posting.html", context)
    if reading.is_open:
        traffic.seen(reading.posting.pk, visitors.counted(request))
    return response


@require_safe
def out(request: HttpRequest, posting_id: int) -> HttpResponse:
    """Leads to the stored address and to no other; nothing of the request goes into it."""
    at = timezone.now()
    openings = Posting.objects.open(at).filter(pk=posting_id, apply_kind=ApplyKind.OUTSIDE)
    found = openings.values_list("apply_url", "opens_at").first()
    if found is None or (found[1] and found[1] > at):
        raise Http404
    traffic.started(posting_id, visitors.counted(request))
    response = HttpResponseRedirect(found[0])
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response
