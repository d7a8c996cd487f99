"""The JSON API: Wagtail's routers for content, ours beside them, one OpenAPI document."""
