"""The desk in the admin."""
