"""Which rows are one posting: the cleaned address and the folded title."""

from urllib.parse import unquote, urlsplit

from lib.text import tidy

TRACKERS = frozenset("gh_src gclid fbclid msclkid mc_cid mc_eid lever-origin source src ref referrer trk".split())
TRACKER_PREFIXES = ("utm_", "lever-source")
ENDINGS = ("/apply", "/application")
DEFAULT_PORTS = (":80", ":443")
LONGEST_TITLE = 300


def clean_url(url: str) -> str:
    """What two addresses of one advertisement share: host, path and the query values that are no trackers.

    The case of the path counts, the order of query values does not. What is no address stays as it is.
    """
    url = url.strip()
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    host = parts.netloc.lower()
    for port in DEFAULT_PORTS:
        host = host.removesuffix(port)
    host = host.removeprefix("www.")
    path = parts.path.rstrip("/")
    for ending in ENDINGS:
        path = path.removesuffix(ending).rstrip("/")
    query = sorted(pair for pair in parts.query.split("&") if pair and not _is_tracker(pair))
    return host + path + (f"?{'&'.join(query)}" if query else "")


def _is_tracker(pair: str) -> bool:
    name = unquote(pair.partition("=")[0])
    return name in TRACKERS or name.startswith(TRACKER_PREFIXES)


def title_key(title: str) -> str:
    return tidy(title).casefold()[:LONGEST_TITLE]
