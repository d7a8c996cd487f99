"""Managers built from our querysets, for models that must inherit Wagtail's."""

from wagtail.models import PageManager

from cms.querysets import BasePageQuerySet

BasePageManager = PageManager.from_queryset(BasePageQuerySet)
