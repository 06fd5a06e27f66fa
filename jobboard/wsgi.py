import os
import re
from collections.abc import Callable, Iterable
from typing import Any

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jobboard.settings")
django = get_wsgi_application()
CHARSET = re.compile(r";\s*charset\s*\*?\s*=[^;]*", re.IGNORECASE)


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """What our pages send is UTF-8. Django reads a query in whatever encoding a request names, and breaks, where no
    page of ours could say so, on one that is none."""
    if "charset" in (given := environ.get("CONTENT_TYPE", "")).lower():
        environ["CONTENT_TYPE"] = CHARSET.sub("", given)
    return django(environ, start_response)
