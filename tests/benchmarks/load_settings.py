"""The production settings for a load test: one address may post as often as it likes. Everything else is as people get it."""

from cms.settings.production import *  # noqa: F403  (an environment is the base plus its own lines)

RATE_LIMITS = False
