"""Public forms: telephone numbers, and the switch of their limits (which stand in `trust.forms.services.Limits`)."""

from cms.settings.env import env

PHONENUMBER_DEFAULT_REGION = "BE"
PHONENUMBER_DB_FORMAT = PHONENUMBER_DEFAULT_FORMAT = "E164"

# `RATE_LIMITS=off` is for load tests; production does not heed it.
RATE_LIMITS = env("RATE_LIMITS", default="on") != "off"

# How old a date may be, as a process read it, for who registers through the API; under its lock a change by staff is always seen.
DATE_SEEN_SECONDS = 1
