"""On whose pages an employer's postings may stand in a frame. Pure."""

import re

from django.utils.translation import gettext as _

MOST = 10
LABEL = r"(?!-)[a-z0-9-]{1,63}(?<!-)"
HOST = re.compile(rf"(?:\*\.)?(?:{LABEL}\.)+(?!\d+$){LABEL}")


def clean_hosts(text: str) -> tuple[list[str], list[str]]:
    """Host names, as typed on lines or with commas between, and a sentence for each that is none.

    `careers.kestrel.example`, and `*.kestrel.example` for all below it. An address is taken for its host; only https
    pages may hold the frame, and no other port.
    """
    hosts, wrong = [], []
    for said in re.split(r"[\s,;]+", text.strip()):
        host = _host(said)
        if not said:
            continue
        if len(host) > 253 or not HOST.fullmatch(host):
            wrong.append(_("“%(said)s” is no name of a site, such as careers.example.com.") % {"said": said[:80]})
        elif host not in hosts:
            hosts.append(host)
    if len(hosts) > MOST:
        said_most = _("At most %(most)s sites; a star, as in *.example.com, stands for all below one.")
        wrong.append(said_most % {"most": MOST})
    return hosts[:MOST], wrong


def policy(hosts: list[str]) -> str:
    """Of the frame: styles and type of ours, no script and no form; around it our own pages, and theirs over TLS. What
    is no host any more is left out."""
    around = " ".join(["'self'", *(f"https://{host}" for host in hosts if HOST.fullmatch(host))])
    own = "default-src 'none'; style-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'"
    return f"{own}; frame-ancestors {around}"


def _host(said: str) -> str:
    bare = re.sub(r"^https://", "", said.strip().lower())
    host = bare.partition("/")[0]
    try:
        return host.rstrip(".").encode("idna").decode() if not host.isascii() else host.rstrip(".")
    except UnicodeError:
        return said
