"""What a log line may say: what happened, where and how long it took; never who asked.

Personal links carry their secret in the path, search terms and mail addresses arrive in queries and error texts, and a database quotes the row
that it refuses. They are masked here, in one place, before any handler writes the line, in every value and in the traces of errors.
"""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Callable, Mapping, MutableMapping, Sequence
from typing import TYPE_CHECKING, Any

import structlog
from django_structlog.middlewares import RequestMiddleware

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

MASK = "…"
PRIVATE_KEYS = frozenset(
    {
        "authorization",
        "body",
        "cookie",
        "cookies",
        "email",
        "first_name",
        "ip",
        "last_name",
        "name",
        "password",
        "phone",
        "recipient",
        "referer",
        "request_data",
        "to",
        "token",
        "user_agent",
        "username",
    }
)
EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
# A telephone number as people in Belgium write it, or with + and a country; not a moment, a version or a number of bytes.
PHONE = re.compile(r"(?<![\w./:-])(?:\+|00|0(?=[1-9]))[1-9](?:[ ./-]?\d){7,12}(?![\w:-])")
# A UUID, a long hexadecimal word or one of mixed case opens a personal page: whoever reads the log could open it too. Slugs are lower case.
OPENS_A_DOOR = (
    r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{20,}|[0-9a-z]+-[0-9a-f]{32}"
    r"|(?=[\w.:-]*[a-z])(?=[\w.:-]*[A-Z])[\w.:-]{16,}"
)
SECRET_SEGMENT = re.compile(rf"(?<=/)(?:{OPENS_A_DOOR})(?=/|$)")
# The same in the middle of a sentence. A token of ours is 43 signs of base64url, wherever it stands.
SECRET_IN_TEXT = re.compile(
    rf"(?<=/)(?:{OPENS_A_DOOR})(?=[/?#\s\"'\])>,;]|$)|(?<![\w-])(?=[\w-]*[A-Z])(?=[\w-]*[a-z])[\w-]{{43}}(?![\w-])"
)
QUERY = re.compile(r"(?<=/)\?[^\s\"'<>\])]+")
# What a database or a check of input quotes: the values of a row, of a key, of a field.
QUOTED = re.compile(r"(Failing row contains |Key \([^)]*\)=)\(.*\)|(input_value=).*?(?=, input_type=|\]|$)", re.M)
# What somebody asks of Lus for themselves, and that it was a child (spec G9), is not told: these addresses are one each in a log.
ASKED = re.compile(r"(?<![\w/-])/(?:bel-mij|meedoen)(?:/[^\s\"'<>\])]*)?(?![\w-])")
ASKED_BY_API = re.compile(r"(?<=/api/v3/circles/sign-ups/)[^\s\"'<>\])]+")
# What the log writes itself.
OURS = frozenset({"timestamp", "request_id", "level", "logger", "_record", "_from_structlog"})
HASHED_FILE = re.compile(r"^/(static|media|documents)/")

EventDict = MutableMapping[str, Any]


def safe_path(path: str) -> str:
    """`path` without its query and with secret-looking segments masked."""
    path = path.partition("?")[0]
    return path if HASHED_FILE.match(path) else SECRET_SEGMENT.sub(MASK, _alike(path))


def _alike(text: str) -> str:
    """`text` with every address of a way in for people as the same."""
    return ASKED_BY_API.sub(MASK, ASKED.sub(f"/meedoen/{MASK}", text))


def safe_text(text: str) -> str:
    """`text` (a message, a trace) without addresses, telephone numbers, queries, what opens a door, and rows that a database quotes."""
    text = QUOTED.sub(lambda found: f"{found[1] or found[2]}{MASK}", text)
    text = _alike(QUERY.sub("", text))
    text = SECRET_IN_TEXT.sub(MASK, text)
    return PHONE.sub(MASK, EMAIL.sub(MASK, text))


def forget_people(_logger: Any, _method: str, event: EventDict) -> EventDict:
    """Structlog processor: masks what stands under private keys, and in every other value what says who asked; in the depth of it too."""
    for key, value in event.items():
        event[key] = _forget(key, value)
    return event


def _forget(key: str, value: Any) -> Any:
    if key in OURS or value is None or isinstance(value, bool | int | float):
        return value if key.lower() not in PRIVATE_KEYS or isinstance(value, bool) or value is None else MASK
    if key.lower() in PRIVATE_KEYS:
        return MASK
    match value:
        case str():
            return safe_text(value)
        case Mapping():
            return {name: _forget(str(name), part) for name, part in value.items()}
        case list() | tuple() | set() | frozenset():
            return [_forget("", part) for part in value]
    return value


SHARED_PROCESSORS: list[Callable[..., Any]] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.stdlib.PositionalArgumentsFormatter(),
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.StackInfoRenderer(),
    structlog.processors.format_exc_info,
    forget_people,
]


class OnlyTrouble(logging.Filter):
    """Keeps the everyday lines of `loggers` (each page that is created, each task that ends well) off a developer's screen."""

    def __init__(self, loggers: Sequence[str]):
        super().__init__()
        self.loggers = tuple(loggers)

    def filter(self, record: logging.LogRecord) -> bool:
        return record.levelno >= logging.WARNING or not record.name.startswith(self.loggers)


class RequestLogMiddleware(RequestMiddleware):
    """One line a request (method, masked path, status, milliseconds, id); the id goes back in `X-Request-ID`."""

    @staticmethod
    def format_request(request: HttpRequest) -> str:
        return f"{request.method} {safe_path(request.path)}"

    def prepare(self, request: HttpRequest) -> None:
        super().prepare(request)
        request._started = time.perf_counter()  # type: ignore[attr-defined]

    def handle_response(self, request: HttpRequest, response: HttpResponse) -> None:
        context = structlog.contextvars.get_contextvars()
        response["X-Request-ID"] = context.get("request_id", "")
        structlog.contextvars.bind_contextvars(ms=round((time.perf_counter() - request._started) * 1000))  # type: ignore[attr-defined]
        super().handle_response(request, response)
