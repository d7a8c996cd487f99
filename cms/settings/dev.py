"""A developer's machine and `make run`."""

from cms.settings.base import *  # noqa: F403  (an environment is the base plus its own lines)
from cms.settings.env import VAR_DIR, env

DEBUG = env.bool("DEBUG", default=True)
SECRET_KEY = env("SECRET_KEY", default="only-for-development-" + "x" * 40)
ALLOWED_HOSTS = ["*"]
STYLE_GUIDE = True
# Mail is read at /postvak/ instead of being sent, unless EMAIL_URL says where to.
OUTBOX_MAILBOX = not EMAIL_URL
if OUTBOX_MAILBOX:
    OUTBOX_BACKEND = "trust.outbox.backends.MailboxBackend"
# Payments go to a stand-in that `serve` starts, unless there are keys of Stripe.
STRIPE_STAND_IN = not STRIPE_SECRET_KEY
if STRIPE_STAND_IN:
    STRIPE_SECRET_KEY, STRIPE_WEBHOOK_SECRETS = "sk_test_stand_in", ["whsec_stand_in"]
    STRIPE_API_BASE = STRIPE_API_BASE or "http://127.0.0.1:9"
(VAR_DIR / "static").mkdir(parents=True, exist_ok=True)  # WhiteNoise warns when it is not there

# Static files come from their folders; with the debug pages off they are looked up once, at the start.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG

LOGGING["filters"] = {"only_trouble": {"()": "cms.logs.OnlyTrouble", "loggers": ["wagtail", "django_tasks"]}}
LOGGING["handlers"]["console"]["filters"] = ["only_trouble"]
