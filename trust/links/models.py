"""Personal links, without their secret."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from trust.about import AboutRecord
from trust.links.querysets import PersonalLinkQuerySet


def fresh_nonce() -> bytes:
    """16 random bytes."""
    return uuid.uuid4().bytes


class PersonalLink(AboutRecord):
    """Opens one record for one purpose. The token is made from `public_id` and `nonce` with a key of the environment, so the worker can write
    it into a mail and a database dump cannot; what comes in is found by its keyed hash.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    purpose = models.CharField(
        _("purpose"), max_length=60, db_index=True, help_text=_("A name of trust.links.purposes.")
    )
    nonce = models.BinaryField(max_length=16, default=fresh_nonce, editable=False)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    issued_at = models.DateTimeField(_("issued"), default=now)
    expires_at = models.DateTimeField(_("valid until"))
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)
    opened_at = models.DateTimeField(_("first opened"), null=True, blank=True)
    used_at = models.DateTimeField(
        _("used"), null=True, blank=True, help_text=_("A link that works once is spent from here on.")
    )

    objects = PersonalLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("personal link")
        verbose_name_plural = _("personal links")
        indexes = [
            models.Index(fields=["about_type", "about_id", "purpose"], name="link_about_a_record"),
            models.Index(fields=["expires_at"], name="link_expiry"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(expires_at__gt=F("issued_at")), name="link_expires_after_issue"),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.issued_at:%Y-%m-%d}"
