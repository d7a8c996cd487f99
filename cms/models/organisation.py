"""What the footer, the contact page and JSON-LD say of the organisation, in one place."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldRowPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting


@register_setting(icon="home")
class OrganisationSettings(BaseSiteSetting):
    """Name, address and ways to reach the organisation, per site."""

    name = models.CharField(_("name"), max_length=80, default="Lus vzw")
    tagline = models.CharField(_("tagline"), max_length=160, blank=True)
    enterprise_number = models.CharField(_("enterprise number"), max_length=20, blank=True)
    address = models.CharField(_("street and number"), max_length=120, blank=True)
    postcode = models.CharField(_("postcode"), max_length=10, blank=True)
    city = models.CharField(_("city"), max_length=80, blank=True)
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    has_vat_number = models.BooleanField(
        _("liable for VAT"),
        default=False,
        help_text=_("Then BE and the enterprise number is the VAT number on invoices."),
    )
    iban = models.CharField(_("IBAN"), max_length=40, blank=True)
    facebook_url = models.URLField("Facebook", blank=True)
    instagram_url = models.URLField("Instagram", blank=True)
    linkedin_url = models.URLField("LinkedIn", blank=True)
    footer_text = models.TextField(_("text in the footer"), blank=True)

    panels = [
        MultiFieldPanel(["name", "tagline", "footer_text"], heading=_("Who we are")),
        MultiFieldPanel(
            ["address", FieldRowPanel(["postcode", "city"]), FieldRowPanel(["phone", "email"])],
            heading=_("Where to find us"),
        ),
        MultiFieldPanel(["enterprise_number", "has_vat_number", "iban"], heading=_("Numbers")),
        MultiFieldPanel(["facebook_url", "instagram_url", "linkedin_url"], heading=_("Social media")),
    ]

    class Meta:
        verbose_name = _("organisation")

    @classmethod
    def ours(cls) -> "OrganisationSettings":
        """As editors describe it, else what holds by default: for papers and files, which no site asks for; one query."""
        return cls.objects.order_by("pk").first() or cls()

    @property
    def social_urls(self) -> list[str]:
        """The addresses of the organisation elsewhere, those that are filled in."""
        return [url for url in (self.facebook_url, self.instagram_url, self.linkedin_url) if url]
