"""Logs: JSON lines on standard error, each with the id of its request; never a name, an address or a link (cms/logs.py)."""

import structlog

from cms.logs import SHARED_PROCESSORS
from cms.settings.env import env

LOG_LEVEL = env("LOG_LEVEL", default="INFO").upper()
LOG_FORMAT = env("LOG_FORMAT", default="plain")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {
            "()": structlog.stdlib.ProcessorFormatter,
            "processor": structlog.processors.JSONRenderer(),
            "foreign_pre_chain": SHARED_PROCESSORS,
        },
        "plain": {
            "()": structlog.stdlib.ProcessorFormatter,
            "processor": structlog.dev.ConsoleRenderer(colors=False),
            "foreign_pre_chain": SHARED_PROCESSORS,
        },
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": LOG_FORMAT}},
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    "loggers": {
        # Django mails its errors to ADMINS by default; we read logs, and a mail could carry what logs may not.
        "django": {"handlers": [], "level": LOG_LEVEL, "propagate": True},
        # The request line below says the same with its id.
        "django.request": {"level": "ERROR"},
        "django.server": {"handlers": [], "level": "WARNING", "propagate": True},
        # Scanners ask for any host all day; the request line says 400.
        "django.security.DisallowedHost": {"handlers": [], "propagate": False},
        # Tells at each HEAD that Django made a body which it then leaves out, as it should.
        "gunicorn.http.wsgi": {"level": "ERROR"},
        "PIL": {"level": "WARNING"},
        # A line for each request, with its address.
        "stripe": {"level": "WARNING"},
        # A line for each step of each PDF.
        "weasyprint": {"level": "ERROR"},
        "weasyprint.progress": {"level": "ERROR"},
        "fontTools": {"level": "WARNING"},
    },
}

structlog.configure(
    processors=[
        structlog.stdlib.filter_by_level,
        *SHARED_PROCESSORS,
        structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
    ],
    logger_factory=structlog.stdlib.LoggerFactory(),
    cache_logger_on_first_use=True,
)

# django-structlog: who and where from are nobody's business in a log.
DJANGO_STRUCTLOG_IP_LOGGING_ENABLED = False
DJANGO_STRUCTLOG_USER_ID_FIELD = None
DJANGO_STRUCTLOG_STATUS_START_LOG_LEVEL = 10  # DEBUG: one line a request, the one that knows its outcome
DJANGO_STRUCTLOG_STATUS_4XX_LOG_LEVEL = 20  # INFO: a wrong address is no trouble of ours
