"""Consent, retention, export and erasure of what we know about people."""
