"""Groups: proposed, accepted, met, ended."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from circles.enums import Answer, CircleState
from circles.models.regions import Region
from circles.models.sign_ups import SignUp
from circles.querysets import CircleQuerySet


class Circle(models.Model):
    """A linkgroep. `reasons`: why these people, as the solver said it (`circles.matching`); `wanted` people and a verbinder are what it still
    looks for, as staff wrote it, and are shown on the site."""

    wagtail_reference_index_ignore = True

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=80, blank=True)
    region = models.ForeignKey(
        Region, verbose_name=_("region"), on_delete=models.SET_NULL, null=True, blank=True, related_name="circles"
    )
    state = models.CharField(
        _("state"), max_length=8, choices=CircleState, default=CircleState.PROPOSED, db_index=True, editable=False
    )
    state_changed_at = models.DateTimeField(_("in this state since"), default=now, editable=False)
    verbinder = models.ForeignKey(
        SignUp,
        verbose_name=_("verbinder"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="led_circles",
    )
    score = models.FloatField(_("score"), default=0, editable=False)
    reasons = models.JSONField(_("why"), default=list, editable=False)
    wanted = models.PositiveSmallIntegerField(_("people wanted"), default=0)
    verbinder_wanted = models.BooleanField(_("verbinder wanted"), default=False)
    made_at = models.DateTimeField(_("made"), default=now, editable=False)

    objects = CircleQuerySet.as_manager()

    class Meta:
        verbose_name = _("group")
        verbose_name_plural = _("groups")
        ordering = ["-made_at", "-pk"]
        constraints = [models.CheckConstraint(condition=Q(wanted__lte=7), name="circle_wanted")]

    def __str__(self) -> str:
        return self.name or str(self.public_id)[:8]


class CircleMember(models.Model):
    """Somebody in a group, until they left it."""

    circle = models.ForeignKey(Circle, verbose_name=_("group"), on_delete=models.CASCADE, related_name="members")
    sign_up = models.ForeignKey(SignUp, verbose_name=_("person"), on_delete=models.CASCADE, related_name="memberships")
    joined_at = models.DateTimeField(_("joined"), default=now)
    left_at = models.DateTimeField(_("left"), null=True, blank=True)

    class Meta:
        verbose_name = _("member of a group")
        verbose_name_plural = _("members of groups")
        ordering = ["joined_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["circle", "sign_up"], name="member_once_a_circle"),
            models.UniqueConstraint(fields=["sign_up"], condition=Q(left_at__isnull=True), name="member_of_one_circle"),
        ]

    def __str__(self) -> str:
        return f"{self.circle_id} {self.sign_up_id}"


class Apart(models.Model):
    """Two people who are never proposed for one group; why is nobody's business here."""

    one = models.ForeignKey(
        SignUp, verbose_name=pgettext_lazy("pair", "one"), on_delete=models.CASCADE, related_name="+"
    )
    other = models.ForeignKey(SignUp, verbose_name=_("other"), on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("two people kept apart")
        verbose_name_plural = _("people kept apart")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="apart_once"),
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="apart_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.one_id} {self.other_id}"


class Meeting(models.Model):
    """A moment that is put to a new group for its first meeting; `chosen` is the one."""

    circle = models.ForeignKey(Circle, verbose_name=_("group"), on_delete=models.CASCADE, related_name="meetings")
    starts_at = models.DateTimeField(_("starts"))
    place = models.CharField(_("place"), max_length=160, blank=True)
    chosen = models.BooleanField(_("chosen"), default=False, editable=False)

    class Meta:
        verbose_name = _("moment to meet")
        verbose_name_plural = _("moments to meet")
        ordering = ["starts_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["circle", "starts_at"], name="meeting_once"),
            models.UniqueConstraint(fields=["circle"], condition=Q(chosen=True), name="meeting_one_chosen"),
        ]

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d %H:%M}"


class MeetingAnswer(models.Model):
    """Whether somebody can."""

    meeting = models.ForeignKey(Meeting, verbose_name=_("moment"), on_delete=models.CASCADE, related_name="answers")
    sign_up = models.ForeignKey(SignUp, verbose_name=_("person"), on_delete=models.CASCADE, related_name="+")
    answer = models.CharField(_("answer"), max_length=5, choices=Answer)

    class Meta:
        verbose_name = _("answer about a moment")
        verbose_name_plural = _("answers about moments")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["meeting", "sign_up"], name="answer_once")]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.answer}"
