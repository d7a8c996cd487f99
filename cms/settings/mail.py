"""How mail leaves: into the outbox at once (`EMAIL_BACKEND`), out of it by the worker (`OUTBOX_BACKEND`).

`EMAIL_URL`: a mail server (`smtp+tls://user:password@host:587`) or a provider that anymail knows (`anymail+brevo://key@`, more of its
settings as `?region=eu`). Without it mail waits in the outbox; the development settings show it at /postvak/ instead.
"""

from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from cms.settings.env import env

EMAIL_URL = env("EMAIL_URL", default="")
EMAIL_BACKEND = "trust.outbox.backends.QueueBackend"
EMAIL_TIMEOUT = env.int("EMAIL_TIMEOUT", default=30)
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env("DEFAULT_FROM_EMAIL", default="Lus <lus@example.org>")

OUTBOX_BACKEND = ""
OUTBOX_MAILBOX = False
# How often a process asks for a worker at most, however many mails it queues (trust/outbox/waking.py).
OUTBOX_WAKE_SECONDS = 0.5
# The provider whose reports we take, and the `name:secret` with which it must sign in.
OUTBOX_PROVIDER = ""
MAIL_APPS: list[str] = []
ANYMAIL: dict[str, Any] = {}

if EMAIL_URL.startswith("anymail+"):
    _url = urlsplit(EMAIL_URL)
    OUTBOX_PROVIDER = _url.scheme.removeprefix("anymail+").replace("-", "_")
    OUTBOX_BACKEND = f"anymail.backends.{OUTBOX_PROVIDER}.EmailBackend"
    MAIL_APPS = ["anymail"]
    # Providers call their key by different names; what one does not know it leaves alone.
    _key, _password = unquote(_url.username or ""), unquote(_url.password or "")
    _of_provider = dict.fromkeys(["api_key", "api_token", "server_token"], _key) | {"secret_key": _password or _key}
    _of_provider |= dict(parse_qsl(_url.query))
    ANYMAIL = {f"{OUTBOX_PROVIDER}_{name}".upper(): value for name, value in _of_provider.items() if value}
    ANYMAIL["REQUESTS_TIMEOUT"] = EMAIL_TIMEOUT
    if _secret := env("EMAIL_WEBHOOK_SECRET", default=""):
        ANYMAIL["WEBHOOK_SECRET"] = _secret
elif EMAIL_URL:
    _config = env.email("EMAIL_URL")
    OUTBOX_BACKEND = _config.pop("EMAIL_BACKEND")
    vars().update(_config)
