"""Whether a mail address and a site belong to one house. Pure; it suggests, a person decides."""

from urllib.parse import urlsplit

# Where anybody gets an address: what stands before the @ says who somebody is, what stands behind says nothing.
WEBMAIL = frozenset(
    """
    126.com 163.com aol.com bk.ru duck.com email.com fastmail.com free.fr gmail.com gmx.at gmx.ch gmx.com gmx.de
    gmx.net googlemail.com guerrillamail.com hey.com hotmail.co.uk hotmail.com hotmail.de hotmail.fr icloud.com
    inbox.ru keemail.me laposte.net libero.it list.ru live.com live.de mac.com mail.com mail.ru mailbox.org
    mailinator.com me.com msn.com naver.com orange.fr outlook.com outlook.de outlook.fr pm.me posteo.de
    proton.me protonmail.com qq.com rediffmail.com rocketmail.com sharklasers.com sina.com t-online.de
    temp-mail.org tuta.com tutanota.com web.de yahoo.co.in yahoo.co.jp yahoo.co.uk yahoo.com yahoo.de yahoo.fr
    yandex.com yandex.ru ymail.com yopmail.com zoho.com zohomail.com
    """.split()
)
# Under these each name is somebody else's.
SHARED = frozenset(
    """
    ac.uk blogspot.com carrd.co co.id co.il co.in co.jp co.kr co.nz co.uk co.za com.ar com.au com.br com.cn
    com.mx com.sg com.tr framer.website github.io gitlab.io herokuapp.com linktr.ee myshopify.com netlify.app
    notion.site org.uk pages.dev sites.google.com square.site substack.com vercel.app webflow.io weebly.com
    wixsite.com wordpress.com
    """.split()
)


def domain_of(email: str) -> str:
    return email.rpartition("@")[2].strip().rstrip(".").lower()


def host_of(website: str) -> str:
    """Without `www.`; empty where there is none."""
    try:
        host = urlsplit(website if "//" in website else f"//{website}").hostname or ""
    except ValueError:
        return ""
    return host.rstrip(".").lower().removeprefix("www.")


def is_webmail(email: str) -> bool:
    return domain_of(email) in WEBMAIL


def domain_matches(email: str, website: str) -> bool:
    """One of both is the other, or a part of it; never webmail, and never what many share."""
    domain, host = domain_of(email), host_of(website)
    if not domain or not host or domain in WEBMAIL or {domain, host} & SHARED:
        return False
    shorter, longer = sorted((domain, host), key=len)
    return "." in shorter and (longer == shorter or longer.endswith(f".{shorter}"))
