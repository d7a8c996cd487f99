"""gunicorn: two processes that share what they loaded before the fork, a few threads each, renewed now and then."""

import gc
import os
from pathlib import Path

bind = os.environ.get("BIND", f"127.0.0.1:{os.environ.get('PORT', '8000')}")
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = int(os.environ.get("WEB_THREADS", "4"))
worker_class = "gthread"
# A worker takes no more connections than it can soon serve, so that the next one goes to its idle neighbour: without this,
# all of a proxy's connections can end up with one process (seen: half the requests a second).
worker_connections = int(os.environ.get("WEB_CONNECTIONS", 2 * threads if workers > 1 else 1000))
preload_app = True  # the code is read once and its memory shared
timeout = 30
graceful_timeout = 20
keepalive = 5
max_requests = 10_000
max_requests_jitter = 1_000
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108  (a heartbeat in memory, nothing secret)
accesslog = None  # the site writes its own line a request, with its id and without addresses (cms/logs.py)
loglevel = "warning"
control_socket_disable = True  # nobody steers it but systemd, and its home may not be written
# Forwarded headers are judged in one place, by TRUSTED_PROXIES (cms/proxies.py).
forwarded_allow_ips = ""


def when_ready(server):
    """What was loaded stays: the garbage collector need not walk through it again, and its memory stays shared."""
    gc.collect()
    gc.freeze()


def post_fork(server, worker):
    """Connections made while loading belong to the parent. A page makes thousands of objects that end with it: collect less often."""
    from django.db import connections

    connections.close_all()
    gc.set_threshold(20_000, 20, 20)
