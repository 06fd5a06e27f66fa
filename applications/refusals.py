"""Why a résumé is not taken, in words its owner can act on. A test compares the table with the inspection's codes."""

from django.utils.translation import gettext_lazy as _

from applications.inspection.limits import MAX_PAGES

EXPORT = _("Export it as a PDF and choose that file, or paste your résumé as text.")
PLAIN_PDF = _("Print it to a new PDF and choose that file, or paste your résumé as text.")

# Each: what was found, and what to do about it.
REASONS = {
    "empty": (_("There are no words in this file."), EXPORT),
    "too-large": (_("This file is larger than 5 MB."), _("Make its pictures smaller, or paste your résumé as text.")),
    "image": (_("This is a picture."), EXPORT),
    "media": (_("This is a sound or video file."), EXPORT),
    "html": (_("This is a web page."), PLAIN_PDF),
    "svg": (_("This is a drawing in SVG."), EXPORT),
    "xml": (_("This is an XML file."), EXPORT),
    "script": (_("This file holds a script."), EXPORT),
    "executable": (_("This is a program, not a document."), EXPORT),
    "virus-test": (_("This is the test file of virus scanners."), EXPORT),
    "archive": (_("This is an archive."), _("Unpack it and choose the résumé itself, or paste it as text.")),
    "old-word": (
        _("This is a document of an old version of Word (.doc)."),
        _("Save it as .docx or export it as a PDF, or paste your résumé as text."),
    ),
    "rtf": (_("This is a document in rich text format (.rtf)."), EXPORT),
    "odt": (_("This is an OpenDocument file (.odt)."), EXPORT),
    "other-office": (_("This is an office file, but no Word document."), EXPORT),
    "postscript": (_("This is a PostScript file."), EXPORT),
    "unknown": (_("This is neither a PDF, a Word document nor plain text."), EXPORT),
    "encrypted": (
        _("This file is protected by a password or by restrictions."),
        _("Save it without protection, or paste your résumé as text."),
    ),
    "macros": (_("This Word document contains macros."), EXPORT),
    "activex": (_("This Word document contains ActiveX controls."), EXPORT),
    "embedded": (_("Another file is embedded in this document."), EXPORT),
    "remote": (_("This document loads a template, a picture or another part from somewhere else."), EXPORT),
    "fields": (_("This Word document has a field that loads or starts something else."), EXPORT),
    "link": (
        _("A link in this document leads neither to a web page nor to a mailbox or telephone: “%(link)s”."),
        _("Mend or remove that link, or paste your résumé as text."),
    ),
    "dtd": (_("This document declares XML entities, which can be used to read other files."), EXPORT),
    "bomb": (_("This file unpacks to far more than its size."), PLAIN_PDF),
    "zip": (_("This Word document is packed in a way we cannot check."), EXPORT),
    "mixed": (_("This file holds more than one document, or something before or behind it."), PLAIN_PDF),
    "hidden": (_("Parts of this PDF are hidden in others."), PLAIN_PDF),
    "damaged": (_("This file is incomplete or damaged."), PLAIN_PDF),
    "too-complex": (_("This file is too intricate for us to check."), PLAIN_PDF),
    "too-many-pages": (
        _("This document has more than %(most)d pages."),
        _("Shorten it, or paste your résumé as text."),
    ),
    "pdf-script": (_("This PDF contains a script."), PLAIN_PDF),
    "pdf-action": (_("This PDF starts something when it is opened or clicked."), PLAIN_PDF),
    "pdf-attachment": (_("Another file is attached inside this PDF."), PLAIN_PDF),
    "pdf-media": (_("This PDF contains sound, video or 3D content."), PLAIN_PDF),
    "pdf-form": (_("This PDF is a dynamic form."), PLAIN_PDF),
    "busy": (_("Many résumés are being checked at this moment."), _("Wait a moment and send it again.")),
}
NAMELESS_LINK = _("A link in this document leads neither to a web page nor to a mailbox or telephone.")
ENDINGS = {
    "pdf": _("This is a PDF, but its name does not end in .pdf. Rename it and choose it again."),
    "docx": _("This is a Word document, but its name does not end in .docx. Rename it and choose it again."),
    "txt": _("This is plain text, but its name does not end in .txt. Rename it, or paste your résumé as text."),
}


def reason(code: str, found: str = "") -> str:
    if code == "ending":
        return str(ENDINGS[found])
    what, advice = REASONS[code]
    if code == "link" and not found:
        return f"{NAMELESS_LINK} {advice}"
    told = {"too-many-pages": {"most": MAX_PAGES}, "link": {"link": found}}.get(code)
    return f"{what % told if told else what} {advice}"
