"""The studio: a module a kind of thing; `podcast/wagtail_hooks.py` registers them."""
