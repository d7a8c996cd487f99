"""Wagtail looks for one module an app; each room has its own."""

from trust.audit import wagtail_hooks as _audit  # noqa: F401
from trust.clock import wagtail_hooks as _clock  # noqa: F401
from trust.links import wagtail_hooks as _links  # noqa: F401
from trust.organisations import wagtail_hooks as _organisations  # noqa: F401
from trust.outbox import wagtail_hooks as _outbox  # noqa: F401
from trust.places import wagtail_hooks as _places  # noqa: F401
from trust.privacy import wagtail_hooks as _privacy  # noqa: F401
from trust.queue import wagtail_hooks as _queue  # noqa: F401
from trust.staff import wagtail_hooks as _staff  # noqa: F401
