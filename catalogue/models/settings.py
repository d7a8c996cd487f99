"""What staff say once about the shop."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

from cms.money import EuroField


class ShopSettingsForm(WagtailAdminModelForm):
    """Amounts in euro."""

    postage_cents = EuroField(
        label=_("Postage, in euro"), help_text=_("For an order with something to pay; what is free travels free.")
    )
    free_postage_from_cents = EuroField(label=_("No postage from, in euro"), help_text=_("0: always postage."))


@register_setting(icon="tag", name="shop-settings")
class ShopSettings(BaseSiteSetting):
    """Whether orders come in, what the post costs, where and when parcels are picked up."""

    is_open = models.BooleanField(_("orders come in"), default=True)
    closed_text = models.CharField(_("why not, and until when"), max_length=200, blank=True)
    postage_cents = models.PositiveIntegerField(
        _("postage in cents"),
        default=450,
        help_text=_("For an order with something to pay; what is free travels free."),
    )
    free_postage_from_cents = models.PositiveIntegerField(
        _("no postage from, in cents"), default=5000, help_text=_("0: always postage.")
    )
    pick_up_place = models.CharField(_("where parcels are picked up"), max_length=200, blank=True)
    pick_up_hours = models.CharField(_("when"), max_length=200, blank=True)
    ask_for_more = models.CharField(
        _("who needs more"), max_length=300, blank=True, help_text=_("Shown where a limit is reached.")
    )

    base_form_class = ShopSettingsForm
    panels = [
        MultiFieldPanel(["is_open", "closed_text"], heading=_("Open or closed")),
        MultiFieldPanel(["postage_cents", "free_postage_from_cents"], heading=_("Post")),
        MultiFieldPanel(["pick_up_place", "pick_up_hours", "ask_for_more"], heading=_("In words")),
    ]

    class Meta:
        verbose_name = _("shop")


def shop_settings() -> ShopSettings:
    """What holds: as staff wrote it, else the defaults; one query."""
    return ShopSettings.objects.order_by("pk").first() or ShopSettings()
