"""The path of who helps."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from circles.enums import TRUSTED_STATES, VolunteerState
from circles.models.sign_ups import SignUp
from circles.querysets import VolunteerQuerySet


class Volunteer(models.Model):
    """How far somebody is who signed up to help; their name and numbers stand in the sign-up, which stays as long as they help.

    Of the extract from the criminal record only that, when and by whom it was seen; never the paper.
    """

    wagtail_reference_index_ignore = True

    sign_up = models.OneToOneField(
        SignUp, verbose_name=_("sign-up"), on_delete=models.CASCADE, related_name="volunteer"
    )
    state = models.CharField(
        _("state"), max_length=10, choices=VolunteerState, default=VolunteerState.INTERESTED, db_index=True
    )
    state_changed_at = models.DateTimeField(_("in this state since"), default=now, editable=False)
    informed_on = models.DateField(_("came to an infomoment on"), null=True, blank=True)
    record_seen_on = models.DateField(_("extract from the criminal record seen on"), null=True, blank=True)
    record_seen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("seen by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )
    groups_most = models.PositiveSmallIntegerField(_("groups at a time"), default=1)

    objects = VolunteerQuerySet.as_manager()

    class Meta:
        verbose_name = _("volunteer")
        verbose_name_plural = _("volunteers")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=sorted(TRUSTED_STATES)) | Q(record_seen_on__isnull=False),
                name="volunteer_record_seen",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sign_up_id} {self.get_state_display()}"
