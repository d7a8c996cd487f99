"""Personal links in mails: the worker asks here for the address behind a placeholder."""

from trust.links.services import PLACEHOLDER, resolve_link
from trust.outbox.placeholders import register_placeholder

register_placeholder(PLACEHOLDER, resolve_link)
