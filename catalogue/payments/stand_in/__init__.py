"""A stand-in for Stripe, for tests and for `make run`: the same HTTP, its own memory, no money (docs/adr/0027).

It takes only what the SDK's own types allow, remembers idempotency keys, and signs its webhooks as Stripe does.
"""
