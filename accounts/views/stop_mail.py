from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from accounts import mailing


@csrf_exempt  # the signed address is the permission; mail programs post to it by themselves (RFC 8058)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop_mail(request: HttpRequest, token: str) -> HttpResponse:
    found = mailing.by_stop_token(token)
    if found is None:
        raise Http404
    user, kind = found
    if request.method == "POST":
        change = mailing.resume if "resume" in request.POST else mailing.stop
        change(user, kind)
    page = {"label": mailing.KINDS[kind].label, "is_stopped": mailing.is_muted(user, kind)}
    return render(request, "accounts/stop_mail.html", page)
