"""The shop's money. Without both keys nothing can be paid and the shop gives what is free."""

from cms.settings.env import env

STRIPE_SECRET_KEY = env("STRIPE_SECRET_KEY", default="")
# More than one while a secret is being replaced.
STRIPE_WEBHOOK_SECRETS = env.list("STRIPE_WEBHOOK_SECRETS", default=[])
# Another address than Stripe's own: the stand-in of tests and of `make run`.
STRIPE_API_BASE = env("STRIPE_API_BASE", default="")
# The development settings start one; nothing of it answers elsewhere.
STRIPE_STAND_IN = False
