"""A page with a body of blocks."""

from django.utils.translation import gettext_lazy as _
from wagtail.api import APIField
from wagtail.search import index

from cms.blocks import BodyBlock
from cms.fields import LeanStreamField
from cms.models.base import BasePage


class BodyPage(BasePage):
    """Title, summary, picture and a body composed of any blocks."""

    body = LeanStreamField(BodyBlock(), verbose_name=_("body"), blank=True)

    content_panels = [*BasePage.content_panels, "body"]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]
    api_fields = [*BasePage.api_fields, APIField("body", writable=True)]

    class Meta:
        abstract = True
