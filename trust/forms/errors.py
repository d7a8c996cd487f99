"""Why a post is not taken."""

from trust.errors import Refusal


class LooksAutomatic(Refusal):
    """Sent by a machine, as far as honeypot and clock can tell. The person gets the form back, filled in, with a way on."""


class ProofNeeded(Refusal):
    """Under load: a proof of work, or for who has no JavaScript the way by mail, must come along."""


class KeyReused(Refusal):
    """This Idempotency-Key came with another body (409)."""


class StillWorking(Refusal):
    """The first request with this key is not answered yet (409, Retry-After)."""
