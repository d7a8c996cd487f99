"""Periodic jobs: each runs once a slot, however many clocks tick."""
