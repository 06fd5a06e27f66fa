"""What the child may use, and what it may no longer do once it holds the file."""

import codecs
import ctypes
import importlib
import os
import resource
import sys

from applications.inspection import kinds
from applications.inspection.limits import CPU_SECONDS, MEMORY

PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_NO_NEW_PRIVS = 1, 4, 38
KILL = 9
NOBODY = 65534
# Found by pypdf where installed, and not needed for words: they cost time and are more to attack.
NOT_NEEDED = ("cryptography", "Crypto", "PIL", "fontTools", "arabic_reshaper", "bidi")
CODECS = ("cp1252", "utf_16", "utf_16_be", "utf_16_le", "utf_32_le")
# Those of pypdf's tables of fonts too; a test compares.
PDF_CODECS = ("charmap", "latin_1", "gbk", "gb2312", "gb18030", "cp950", "cp932")
# With the parts that pypdf itself imports only when it meets what they are for.
PDF_CODE = (
    "applications.inspection.pdf",
    "applications.inspection.pdf_text",
    "pypdf.filters",
    "pypdf._codecs.core_font_metrics",
)


def limit_use(parent: int) -> None:
    """Time, memory, files; a limit the system does not know is left out, the parent's clock stands anyway."""
    for name, most in (
        ("RLIMIT_CPU", CPU_SECONDS),
        ("RLIMIT_AS", MEMORY),
        ("RLIMIT_FSIZE", 0),
        ("RLIMIT_CORE", 0),
        ("RLIMIT_NPROC", 0),
    ):
        try:
            resource.setrlimit(getattr(resource, name), (most, most))
        except (AttributeError, OSError, ValueError):
            continue
    ask_kernel(parent)


def ask_kernel(parent: int) -> None:
    if sys.platform != "linux":
        return
    kernel = ctypes.CDLL(None)
    kernel.prctl(PR_SET_PDEATHSIG, KILL, 0, 0, 0)
    kernel.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    kernel.prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)


def load(data: bytes) -> None:
    """All code that will be needed: afterwards no file can be opened."""
    for name in NOT_NEEDED:
        sys.modules[name] = None  # type: ignore[assignment]
    is_pdf = kinds.by_magic(data) == "pdf"
    for name in (*CODECS, *(PDF_CODECS if is_pdf else ())):
        codecs.lookup(name)
    for name in PDF_CODE if is_pdf else ():
        importlib.import_module(name)


def close_doors(parent: int) -> None:
    """No further file, socket or process; no rights of root."""
    resource.setrlimit(resource.RLIMIT_NOFILE, (3, 3))
    if os.geteuid() == 0:
        os.setgroups([])
        os.setresgid(NOBODY, NOBODY, NOBODY)
        os.setresuid(NOBODY, NOBODY, NOBODY)
        ask_kernel(parent)  # the wish to die with the parent is lost with the rights
