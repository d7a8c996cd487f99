"""This room keeps nothing about people: keys and bodies are keyed hashes, answers are ids and states, and all goes after a day."""

from trust.registry import declare_impersonal

declare_impersonal("trust.IdempotencyRecord", because="keyed hashes, and answers that hold ids and states only")
