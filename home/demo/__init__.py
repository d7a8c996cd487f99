"""The demo site: content in Dutch, pictures and files that are made at set-up, and what builds them into pages."""
