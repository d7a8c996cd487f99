"""What a series and each of its dates say alike: a date starts as a copy of its series and may then go its own way."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.fields import RichTextField
from wagtail.images import get_image_model_string

from bookings.enums import Audience, EventKind


class Offered(models.Model):
    """Who, what, where and under which conditions."""

    title = models.CharField(_("title"), max_length=140)
    kind = models.CharField(_("kind"), max_length=12, choices=EventKind, default=EventKind.INFO)
    audience = models.CharField(
        _("for whom"), max_length=14, choices=Audience, default=Audience.EVERYONE, db_index=True
    )
    summary = models.TextField(_("in short"), max_length=300, help_text=_("One or two sentences, for lists."))
    description = RichTextField(_("what happens"), blank=True, features=["h3", "bold", "italic", "link", "ul", "ol"])
    picture = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("picture"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    is_online = models.BooleanField(_("online"), default=False)
    online_url = models.URLField(
        _("online link"),
        max_length=500,
        blank=True,
        help_text=_("Only for who is registered: on their own page and in the mail shortly before."),
    )
    place_name = models.CharField(_("place"), max_length=120, blank=True)
    street = models.CharField(_("street and number"), max_length=120, blank=True)
    postcode = models.CharField(_("postcode"), max_length=10, blank=True)
    city = models.CharField(_("municipality"), max_length=80, blank=True)
    access_info = models.TextField(
        _("accessibility"), max_length=600, blank=True, help_text=_("Steps, lift, toilet, hearing loop, captions.")
    )
    capacity = models.PositiveIntegerField(_("seats"), null=True, blank=True, help_text=_("Empty: as many as come."))
    has_waiting_list = models.BooleanField(_("waiting list when full"), default=True)
    companions_most = models.PositiveSmallIntegerField(_("companions somebody may bring"), default=0)
    needs_approval = models.BooleanField(_("staff approve each registration"), default=False)
    asks_needs = models.BooleanField(_("ask what somebody needs to take part"), default=True)
    price_cents = models.PositiveIntegerField(_("price in cents"), default=0, help_text=_("0: free."))

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(condition=Q(capacity=None) | Q(capacity__gt=0), name="%(class)s_has_seats"),
        ]
