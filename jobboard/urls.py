from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from accounts.views import stop_mail
from jobboard import health
from panel.views import previewing

urlpatterns = [
    path("admin/", include("listings.staff.urls")),
    path("admin/", admin.site.urls),
    path("accounts/", include("accounts.urls")),
    path("mail/stop/<str:token>/", stop_mail.stop_mail, name="stop_mail"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("", include("applications.urls")),
    path("", include("applications.urls_me")),
    path("employer/", include("panel.urls")),
    path("preview/<str:token>/", previewing.shared, name="preview"),
    path("review/", include("applications.urls_review")),
    path("", include("listings.public.urls")),
]
if settings.DEBUG:
    from listings.public.views import gallery

    urlpatterns += [path("gallery/", gallery.gallery, name="gallery")]

handler400 = "jobboard.errors.bad_request"
handler403 = "jobboard.errors.forbidden"
handler404 = "jobboard.errors.not_found"
handler500 = "jobboard.errors.server_error"
