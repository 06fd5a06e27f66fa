from django.apps import AppConfig
from django.contrib.admin import apps as admin


class JobboardConfig(AppConfig):
    name = "jobboard"

    def ready(self) -> None:
        from jobboard import checks  # noqa: F401, PLC0415 (registers the system checks)


class StaffConfig(admin.AdminConfig):
    default = False
    default_site = "jobboard.staff.StaffSite"
