"""A server that people rely on. Everything that differs from one server to the next is in the environment; what is missing is said at once."""

from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured
from django.http.request import validate_host

from cms.settings.base import *  # noqa: F403  (an environment is the base plus its own lines)
from cms.settings.env import env
from cms.settings.storage import media_origin, media_storage

REQUIRED = {
    "SECRET_KEY": "a random text of at least 50 characters; make one with `make secret`",
    "ALLOWED_HOSTS": "the host names that this site answers to, with commas between them",
    "DATABASE_URL": "postgres://user:password@host:5432/name",
    "BASE_URL": "the public address, for links in mails: https://www.example.org",
    "PRIVACY_KEY": "another random text of at least 50 characters; links in mails and the ledger of erasures hang on it",
    "EMAIL_URL": "how mail leaves: smtp+tls://user:password@smtp.example.org:587, or anymail+<provider>://key@ (docs/runbooks/mail.md)",
}
missing = [f"  {name}: {meaning}" for name, meaning in REQUIRED.items() if not env(name, default="").strip()]
if missing:
    raise ImproperlyConfigured(
        "The production settings need these in the environment (see .env.example):\n" + "\n".join(missing)
    )

DEBUG = False
SECRET_KEY = env("SECRET_KEY")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
if len(SECRET_KEY) < 50:
    raise ImproperlyConfigured(
        f"SECRET_KEY has {len(SECRET_KEY)} characters; it needs at least 50: {REQUIRED['SECRET_KEY']}."
    )
PRIVACY_KEY = env("PRIVACY_KEY")
if len(PRIVACY_KEY) < 50 or PRIVACY_KEY == SECRET_KEY:
    raise ImproperlyConfigured(f"PRIVACY_KEY needs at least 50 characters of its own: {REQUIRED['PRIVACY_KEY']}.")
if bool(STRIPE_SECRET_KEY) != bool(STRIPE_WEBHOOK_SECRETS):
    raise ImproperlyConfigured(
        "STRIPE_SECRET_KEY and STRIPE_WEBHOOK_SECRETS go together: one alone takes money without knowing it."
    )
RATE_LIMITS = True
SECOND_FACTOR = "required"
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")
if "*" in ALLOWED_HOSTS:
    raise ImproperlyConfigured("ALLOWED_HOSTS may not be *: name the hosts.")
if not validate_host(urlsplit(env("BASE_URL")).hostname or "", ALLOWED_HOSTS):
    raise ImproperlyConfigured(
        f"ALLOWED_HOSTS does not have the host of BASE_URL, {env('BASE_URL')}: links in mails would be refused."
    )
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

# HTTPS everywhere, said to browsers for a year. Whose `X-Forwarded-Proto` counts: TRUSTED_PROXIES (cms/proxies.py).
SECURE_SSL_REDIRECT = env.bool("SSL_REDIRECT", default=True)
SECURE_REDIRECT_EXEMPT = [r"^healthz/$", r"^readyz/$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", default=365 * 24 * 3600)
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken"
SESSION_COOKIE_AGE = 12 * 3600

STORAGES = {
    "default": media_storage(env("MEDIA_URL", default="")),
    "staticfiles": {"BACKEND": "cms.static_files.LusStaticFilesStorage"},
}
if origin := media_origin(env("MEDIA_URL", default="")):
    for directive in ("img-src", "media-src"):
        CONTENT_SECURITY_POLICY["DIRECTIVES"][directive] += [origin]
WHITENOISE_MAX_AGE = 3600  # what has no hash in its name; the rest is kept for ever

LOGGING["handlers"]["console"]["formatter"] = env("LOG_FORMAT", default="json")
