"""Every number of the inspection; told to people in docs/resumes.md, which a test compares."""

MIB = 1024 * 1024

MAX_BYTES = 5 * MIB  # of the file
MAX_TEXT = 200_000  # characters kept of its words

# One child process
CPU_SECONDS = 3
WALL_SECONDS = 4.0
MEMORY = 256 * MIB  # address space; an honest file needs a fifth
MAX_ANSWER = 2 * MIB  # bytes of JSON
SLOT_WAIT_SECONDS = 15.0  # for one of the few children that may run at once

# PDF
MAX_PAGES = 50
PDF_UNPACKED = 128 * MIB  # all streams together, pictures too
PDF_CONTENT = 8 * MIB  # what is drawn on the pages, unpacked
PDF_OBJECTS = 50_000
PDF_DEPTH = 64  # arrays and dictionaries in each other; levels of the page tree
PDF_DRAWINGS = 10_000  # one form may bring about
PDF_WORK = 300_000  # operands and operators of one page
PDF_COMMENT = 255  # bytes

# Word
ZIP_ENTRIES = 500
ZIP_NAME = 200  # characters
ZIP_UNPACKED = 64 * MIB
ZIP_XML = 10 * MIB  # one part
ZIP_RATIO = 200  # of an entry that unpacks to more than a MiB
XML_DEPTH = 200
XML_ELEMENTS = 400_000
