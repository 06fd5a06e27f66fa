"""Follows every link, every redirect and every form that only asks, as far as they lead within the site."""

import re
from collections import Counter, deque
from collections.abc import Iterable
from html.parser import HTMLParser
from urllib.parse import urlencode, urljoin, urlsplit

from django.conf import settings
from django.test import Client

HERE = "http://testserver"
IN_DATA = re.compile(r"(?:https?:/|(?<=[\"'>]))/[^\"'<>\s\\]*")  # of JSON, Atom and the sitemap
MOST, MOST_OF_A_KIND, MOST_OF_A_PATH = 1500, 5, 25


class Links(HTMLParser):
    """Addresses of one page. A form is sent as it stands, and once with each choice of each of its lists."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.page, self.found = page, list[str]()
        self.action: str | None = None
        self.fields: dict[str, str] = {}
        self.choices: list[tuple[str, str]] = []
        self.select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if "href" in given:
            self.found.append(given["href"])
        if tag == "form":
            asks = given.get("method", "get").lower() == "get"
            self.action, self.fields, self.choices = (given.get("action", self.page) if asks else None), {}, []
        elif self.action is not None and (name := given.get("name") or self.select):
            self._field(tag, name, given)

    def _field(self, tag: str, name: str, given: dict[str, str]) -> None:
        if tag == "select":
            self.select = name
        elif tag == "option":
            self.choices.append((name, given.get("value", "")))
        elif given.get("type") in ("checkbox", "radio"):
            self.choices.append((name, given.get("value", "on")))
        elif tag in ("input", "textarea"):
            self.fields[name] = given.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self.select = ""
        if tag == "form" and self.action is not None:
            for choice in [{}, *({name: value} for name, value in self.choices)]:
                query = {name: value for name, value in {**self.fields, **choice}.items() if value}
                self.found.append(f"{self.action.partition('?')[0]}?{urlencode(query)}")
            self.action = None


def local(address: str, page: str) -> str | None:
    """As it is asked for, or None where it leads away."""
    joined = urlsplit(urljoin(HERE + page, address))
    if f"{joined.scheme}://{joined.netloc}" not in (HERE, settings.SITE_URL) or joined.path.startswith("/static/"):
        return None
    return joined.path + (f"?{joined.query}" if joined.query else "")


def read(client: Client, address: str) -> tuple[str, list[str]]:
    """All that an answer says, its headers too, and where it leads."""
    response = client.get(address)
    body = response.getvalue().decode("utf-8", "replace")
    kind = response.headers.get("Content-Type", "")
    if "html" in kind:
        links = Links(address)
        links.feed(body)
        found = links.found
    else:
        found = IN_DATA.findall(body) if "attachment" not in response.headers.get("Content-Disposition", "") else []
    if "Location" in response.headers:
        found = [response.headers["Location"], *found]
    said = "\n".join(f"{name}: {value}" for name, value in response.headers.items())
    return f"{response.status_code}\n{said}\n\n{body}", [there for one in found if (there := local(one, address))]


def crawl(client: Client, entries: Iterable[str]) -> dict[str, str]:
    """Address → what it said. Addresses that differ in values alone are of a kind; of each kind a few will do."""
    waiting, pages = deque(dict.fromkeys(entries)), dict[str, str]()
    seen, kinds, paths = set(waiting), Counter[str](), Counter[str]()
    while waiting and len(pages) < MOST:
        address = waiting.popleft()
        pages[address], found = read(client, address)
        for there in found:
            path, _, query = there.partition("?")
            kind = (
                re.sub(r"\d+", "#", path)
                + "?"
                + "&".join(sorted({part.partition("=")[0] for part in query.split("&")}))
            )
            if there in seen or kinds[kind] >= MOST_OF_A_KIND * (1 if query else 5) or paths[path] >= MOST_OF_A_PATH:
                continue
            seen.add(there)
            kinds[kind] += 1
            paths[path] += 1
            waiting.append(there)
    return pages
