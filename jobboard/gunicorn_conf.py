"""The web server of `make run`. A deployment has its own: see docs/operations.md."""

import os
from typing import Any

from jobboard.launcher import die_with_parent

bind = f"127.0.0.1:{os.environ.get('PORT') or 8000}"
wsgi_app = "jobboard.wsgi:application"
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY") or 2)
threads = 4
graceful_timeout = 5
limit_request_line = 8190  # bytes: the contract's
loglevel = "warning"
control_socket_disable = True  # it would stand in the home folder, one for all checkouts


def post_fork(server: Any, worker: Any) -> None:
    # A worker asks only every few seconds whether its master still lives, and holds the port meanwhile.
    die_with_parent(server.pid)
