"""Any other page."""

from django.utils.translation import gettext_lazy as _

from cms.pages.body import BodyPage


class PlainPage(BodyPage):
    """A page of words, such as *Over Lus* or the privacy statement."""

    subpage_types = ["cms.PlainPage"]
    page_description = _("A page that needs nothing special.")

    class Meta:
        verbose_name = _("plain page")
        verbose_name_plural = _("plain pages")
