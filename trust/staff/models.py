"""What the API tokens of staff may do, beside what their owner may."""

from django.db import models
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _


class TokenScope(models.Model):
    """Narrows one of Wagtail's API tokens: without this row a token only reads. A token never does more than its owner may."""

    token = models.OneToOneField(
        "wagtailcore.APIToken", verbose_name=_("token"), on_delete=models.CASCADE, related_name="scope"
    )
    scopes = models.JSONField(_("what it may do"), default=list, help_text=_("Names of trust.staff.enums.Scope."))
    granted_at = models.DateTimeField(_("granted"), default=now, editable=False)
    # A token is made by somebody who signed in with a second factor; this is when.
    second_factor_at = models.DateTimeField(_("second factor shown"), null=True, blank=True, editable=False)
    expires_at = models.DateTimeField(_("valid until"), null=True, blank=True)

    class Meta:
        verbose_name = _("scope of an API token")
        verbose_name_plural = _("scopes of API tokens")

    def __str__(self) -> str:
        return ", ".join(self.scopes)
