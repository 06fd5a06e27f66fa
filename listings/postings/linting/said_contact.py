"""Ways around the board, and the words of a fraud: addresses, messengers, money asked for, pay in coins."""

from __future__ import annotations

import re
from collections.abc import Iterator

_WARNING = re.compile(
    r"\bscams?\b|\bfraud(?:ulent|sters?)?\b|\bphishing\b|\bimposters?\b|\bimpersonat|\bbeware\b|\bnever (?:ask"
    r"|request|charge|contact|require|demand)"
    r"|\bofficial (?:email|e-mail|communication|domain|channels)|\bdo(?:es)? not (?:ask|charge|request)"
    r"|\bwill not (?:ask|charge|request)"
    r"|\bwon't (?:ever )?(?:ask|charge|request)|\bonly (?:contact|use|come|communicate|email|reach|be sent)\b"
    r"|\bsuspicious"
)
_FOR_OTHERS = re.compile(
    r"accommodat|accessib|disabilit|adjustment|\bprivacy|data (?:protection|subject)|\bgdpr\b|\bccpa\b"
    r"|personal (?:data|information)|agenc(?:y|ies)|recruiters\b"
    r"|\breport (?:it|any|this|suspicious)|ending (?:with|in)|\bverify\b|unsolicited|\beeo\b"
    r"|equal (?:employment )?opportunity|e-verify|\bstaffing|vendors?\b|(?:need|require|special"
    r"|request)\w* (?:\w+ )?assistance"
    r"|\breligious|\bpress\b|\bmedia inquir"
)
MAIL = re.compile(
    r"\}@[\w-]{1,40}\.\w|@[^\s]{0,40}\.reverse\(|\bmail (?:is )?(?:also )?in my (?:hn )?profile\b|"
    r"(?<![\w.+=-])(?!git@)[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{2,63}){1,4}"
    r"|\b[\w.+-]{1,40} ?(?:\[at\]|\(at\)|\{at\}|<at>) ?[\w-]{1,63}(?: ?(?:\.|\[dot\]|\(dot\)|<dot>) ?[a-z]{2,12})+"
    r"|\b(?:e-?mail|mail|contact|question|write|apply|resume|cv|ping|me|us|to"
    r"|at)\b[^.;@]{0,30}[\s:(]\w[\w.+-]{0,40}@(?=$|[\s,.)|])"
    r"|^\W{0,3}\w[\w.+-]{0,40}@(?=$|[\s,.)|])"
    r"|\b(?:e-?mail|mail|write|contact|apply|resume|cv"
    r"|reach)\b[^.;@]{0,40}\b[\w.+-]{2,40} at [\w-]{2,40} dot (?:com|org|io|net|ai|co|dev|de|uk|app)\b"
    r"|\b(?:e-?mail|mail|write|contact|send|apply|reach)\b[^.;@]{0,90}\b[\w.+-]{2,40} ?(?:@| at ) ?[\w-]{2,40}\.(?:com"
    r"|org|io|net|ai|co|dev|de)\b"
    r"|\be-?mail (?:is )?in (?:my |the )?(?:hn )?(?:profile|bio)\b"
)
_APP = (
    r"(?:whats ?app|telegram|wechat|weixin|viber|signal|discord|skype|google (?:chat|hangouts)|hangouts"
    r"|facebook messenger|messenger|kakao(?:talk)?|line id)"
)
_REACH = (
    r"(?:contact|message|text|reach|add|dm|ping|write|chat|send|apply|call|join|interview|talk|speak|get in touch"
    r"|inbox|resume|cv|hr|manager)"
)
MESSENGER = re.compile(
    rf"\b{_REACH}\b(?: \S+){{0,8}}? (?:on|via|by|through|over|in|using|at|to)? ?(?:my |our |the |his "
    rf"|her )?{_APP}\b(?! (?:api|business|bot|integration|platform|process))"
    rf"|(?<![\w-])(?!signal [^:@+]){_APP}(?: \w+){{0,2}}\s*(?::|\+|@|\()\s*[@+\w]"
    rf"|\b(?!signal){_APP} (?:me|us|number|group|id|handle|only|at|on)\b"
    r"|\b(?:t\.me|wa\.me|chat\.whatsapp\.com|join\.skype\.com|line\.me)/\S+"
)
_NOT_MESSENGER = re.compile(
    r"\bapi\b|\bintegrat|\bbots?\b|\bchannels such|signal process|high-signal|\bsignal(?:s|ing)\b|(?:strong|clear"
    r"|good|weak) signal"
    r"|\bsupport for\b|\bplatforms?\b|\bcustomers?\b|"
    r"\bcommunity\b|\busers?\b|n't\b|\bnever\b|\bnot\b|\bnobody\b|\bno one\b|\bnone of\b|\bsend (?:a )?strong\b"
)
PHONE = re.compile(
    r"(?<![\w/.=-])(?:\+\d{1,3}[ .()-]{0,2}(?:\d[ .()-]{0,2}){7,12}\d?|\(\d{3}\) ?\d{3}[ .-]\d{4}"
    r"|\d{3}[.-]\d{3}[.-]\d{4})(?![\w-])"
)
_PROFILE = re.compile(
    r"\b(?:dm|message|ping|reach out to|contact|write|add|connect with) (?:me|us)\b[^.;]{0,20}\b(?:on|via|over"
    r"|through|by) (?:linkedin|twitter|x|facebook|instagram|reddit)\b"
    r"|\breach out\b[^.;]{0,20}\blinkedin\b|\blinkedin\.com/in/|\b(?:dm|pm) me\b|\bdms? (?:are )?open\b"
)

_FEES = (
    r"(?:(?:training|application|registration|enrol\w*|processing|administrat\w+|admin|onboarding|placement|joining"
    r"|background[- ]check|visa processing|equipment|"
    r"certificat\w+|security|refundable|non-refundable|one-time|upfront|up-front|starter|material|laptop|programme?"
    r"|course|tuition|internship) ){1,3}"
    r"(?:fees?|deposits?|charges?|costs?|payments?|kit)"
)
_PAYMENT = re.compile(
    rf"\b(?:pay|send|transfer|wire|remit|cover|submit|provide|make|pays|paying|requires?|charge|there is"
    rf"|deposit) (?:us |me |\w+ ){{0,4}}?(?:of )?{_FEES}"
    rf"|{_FEES}(?: of)?[^.;]{{0,25}}(?:[$€£₹]|\b(?:usd|eur|inr|rs)\b|\d{{2,}})"
    rf"|{_FEES} (?:is|are|must be|will be|needs? to be|has to be)? ?(?:required|payable|due|paid|collected|refunded"
    rf"|deducted|mandatory)"
    r"|\b(?:buy|purchase|send|get|pay(?: \w+){0,3} (?:with|by|in))\b[^.;]{0,40}\b(?:gift ?cards?|itunes cards?"
    r"|steam cards?|prepaid cards?)"
    r"|\b(?:deposit|cash) (?:\w+ ){0,3}(?:che(?:ck|que)s?)\b|\bche(?:ck|que)\b[^.;]{0,40}\b(?:deposit it|to deposit"
    r"|buy|purchase|for (?:your )?(?:equipment|supplies))"
    r"|\b(?:send|share|provide|give|need|submit)\b[^.;]{0,40}\b(?:bank (?:account|login|details|password)"
    r"|online banking|ssn\b|social security number|credit card)"
    r"|\b(?:pay|send|transfer|wire|deposit) (?:us |me )?(?:[$€£₹] ?\d[\d,.]*|\d[\d,.]* ?(?:usd|eur|dollars|euros"
    r"|rupees))[^.;]{0,60}\b(?:to (?:start|begin|secure|reserve|apply|"
    r"confirm|register|receive)|for (?:your|the) (?:training|kit|seat|place|equipment|certificate|registration"
    r"|materials|laptop))"
    r"|\b(?:buy|purchase) (?:your|the) (?:own )?(?:starter|training|equipment|work) (?:kit|package|materials?)\b"
    r"|\b(?:refundable|security) deposit\b|\bwestern union|\bmoneygram\b"
)
_NOT_PAYMENT = re.compile(
    r"\b(?:no|never|not|n't|without|nor|free of|zero)\b|\bwe (?:will )?(?:pay|cover|reimburse|provide|refund|fund"
    r"|sponsor)\b|\b(?:paid|covered|funded|reimbursed) by (?:us|the company)"
    r"|\bcustomers?\b|\bclients?\b|\bmerchants?\b|\busers?\b|\bproducts?\b|\bagenc|\bour (?:payments?|deposit)"
    r"|\bbudget|\breimburs|\bstipend of\b|\bbenefits?\b|\bcompany (?:pays|covers)"
    r"|\breduc|\bmanag(?:e|ing)\b|\bnegotiat|\banaly|\bcost control"
)
_COIN = (
    r"(?:bitcoins?|btc|usdt|usdc|ethereum|ether|eth|cryptocurrenc(?:y|ies)|crypto|stablecoins?|(?:our "
    r"|native )tokens?|solana|monero|tether)"
)
_CRYPTO = re.compile(
    rf"\b(?:paid|pay(?:s|able|out|outs)?|your payments?|salary|salaries|compensat\w+|stipends?|wages?|earn(?:ings?)?"
    rf"|receive|deposit|send)\b[^.;]{{0,45}}\b(?:in|via|by|as|using|with|partly in"
    rf"|through) (?:\w+ ){{0,2}}?{_COIN}\b"
    rf"|\b{_COIN}\b[^.;]{{0,25}}\b(?:salary|stipend|compensation|wages)\b|\b(?:your|a|send"
    rf"|share)\b[^.;]{{0,20}}\bwallet address|\bbc1[a-z0-9]{{20,60}}\b|\b0x[0-9a-f]{{40}}\b"
)
_NOT_CRYPTO = re.compile(
    r"\bcustomers?\b|\bclients?\b|\bmerchants?\b|\busers?\b|\bexperience\b|\bproducts?\b|\b(?:never|not|n't|no)\b"
    r"|\bbuild|\bplatform|\bprocess(?:ing|or)?\b|\bexchange|\bcompanies\b|\bbusinesses\b"
)
SHORT_LINK = re.compile(
    r"(?<![\w.@-])(?:https?://)?(?:www\.)?(?:bit\.ly|tinyurl\.com|goo\.gl|t\.co|ow\.ly|is\.gd|buff\.ly|rb\.gy"
    r"|cutt\.ly|shorturl\.at|tiny\.cc|rebrand\.ly|t\.ly|lnkd\.in|"
    r"bl\.ink|shorte\.st|adf\.ly|v\.gd|s\.id)/[\w/?=&%.-]{1,100}"
)


def warns(words: str) -> bool:
    """Whether the sentence warns of fraud, or says what the employer never does."""
    return bool(_WARNING.search(words))


def read(words: str) -> Iterator[tuple[str, int, int]]:
    found = contact(words)
    if found:
        yield "contact", *found[1].span()
    money = _PAYMENT.search(words)
    if money and not _NOT_PAYMENT.search(words):
        yield "payment", *money.span()
    coins = _CRYPTO.search(words)
    if coins and not _NOT_CRYPTO.search(words):
        yield "crypto", *coins.span()


def contact(words: str) -> tuple[str, re.Match[str]] | None:
    """The way around the board that the sentence shows to applicants: messenger, mail, phone or profile."""
    if _FOR_OTHERS.search(words):
        return None
    messenger = MESSENGER.search(words)
    if messenger and not _NOT_MESSENGER.search(words):
        return "messenger", messenger
    for kind, pattern in (("mail", MAIL), ("phone", PHONE), ("profile", _PROFILE)):
        found = pattern.search(words)
        if found:
            return kind, found
    return None
