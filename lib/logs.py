"""What the log says of requests."""

import logging


class Refusals(logging.Filter):
    """A wrong Host or too large a body is no error of ours: a line, and no traceback. All else stays as it is."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.name.startswith("django.security."):
            record.exc_info = record.exc_text = None
            record.levelno, record.levelname = logging.WARNING, logging.getLevelName(logging.WARNING)
        return True
