"""What somebody leaves to be phoned by Lus."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from circles.enums import CONFIDENTIAL_KINDS, AgeBand, CallMoment, SignUpKind, SignUpState, VolunteerRole
from circles.querysets import SignUpQuerySet

SignUpManager = models.Manager.from_queryset(SignUpQuerySet)

REMARK_MOST = 600


class SignUp(models.Model):
    """One person, one wish. A telephone number (E.164) or an e-mail address is enough. `confidential` ones are for the staff of the
    vertrouwenspersonen alone; screens reach them through `ConfidentialSignUp`, all others through `OpenSignUp`.

    `slots`: when they can meet, as `circles.words.SLOTS` names them; `wishes`: of `circles.words.WISHES`; `age_band`: all three asked on the phone.
    """

    wagtail_reference_index_ignore = True  # no editor asks where it is used, and a task a row is dear

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("asks"), max_length=12, choices=SignUpKind, editable=False)
    role = models.CharField(_("as"), max_length=20, choices=VolunteerRole, blank=True)
    confidential = models.BooleanField(_("confidential"), default=False, editable=False)
    state = models.CharField(
        _("state"), max_length=10, choices=SignUpState, default=SignUpState.NEW, db_index=True, editable=False
    )
    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("e-mail address"), blank=True, db_index=True)
    phone = models.CharField(
        _("telephone"), max_length=32, blank=True, db_index=True, help_text=_("E.164, such as +3216123456.")
    )
    organisation = models.CharField(_("organisation"), max_length=160, blank=True)
    municipality = models.ForeignKey(
        "trust.Municipality",
        verbose_name=_("municipality"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    call_moment = models.CharField(_("phone"), max_length=10, choices=CallMoment, default=CallMoment.ANY)
    discreet = models.BooleanField(_("do not say who phones when somebody else picks up"), default=False)
    remark = models.TextField(_("remark"), max_length=REMARK_MOST, blank=True)
    slots = models.JSONField(_("can meet"), default=list, blank=True)
    wishes = models.JSONField(_("likes to"), default=list, blank=True)
    age_band = models.PositiveSmallIntegerField(_("age"), choices=AgeBand, null=True, blank=True)
    notes = models.TextField(_("notes of staff"), max_length=2000, blank=True)
    source = models.CharField(_("came through"), max_length=8, default="site", editable=False)
    signed_at = models.DateTimeField(_("signed up"), default=now, db_index=True, editable=False)
    state_changed_at = models.DateTimeField(_("in this state since"), default=now, editable=False)
    delete_on = models.DateField(_("erased on"), db_index=True, editable=False)

    objects = SignUpManager()

    class Meta:
        verbose_name = _("sign-up")
        verbose_name_plural = _("sign-ups")
        ordering = ["-signed_at", "-pk"]
        indexes = [models.Index(fields=["kind", "state", "signed_at"], name="sign_up_on_the_map")]
        constraints = [
            models.CheckConstraint(condition=~Q(email="") | ~Q(phone=""), name="sign_up_can_be_answered"),
            models.CheckConstraint(
                condition=Q(kind=SignUpKind.VOLUNTEER, role__in=VolunteerRole.values)
                | (~Q(kind=SignUpKind.VOLUNTEER) & Q(role="")),
                name="sign_up_role_of_volunteers",
            ),
            models.CheckConstraint(
                condition=Q(confidential=True)
                | ~(Q(kind__in=sorted(CONFIDENTIAL_KINDS)) | Q(role=VolunteerRole.CONFIDANT)),
                name="sign_up_confidential",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} · {self.wish}"

    @property
    def wish(self) -> str:
        """What they ask, in words: of volunteers, as what."""
        return self.get_role_display() if self.role else self.get_kind_display()


class OpenSignUpManager(SignUpManager):
    """Only what the staff of the circles may see."""

    def get_queryset(self):
        return super().get_queryset().filter(confidential=False)


class OpenSignUp(SignUp):
    """A sign-up that is not confidential: its rights are those of the circles."""

    objects: ClassVar[OpenSignUpManager] = OpenSignUpManager()

    class Meta:
        proxy = True
        verbose_name = _("sign-up")
        verbose_name_plural = _("sign-ups")


class ConfidentialSignUpManager(SignUpManager):
    """Only what the staff of the vertrouwenspersonen may see."""

    def get_queryset(self):
        return super().get_queryset().filter(confidential=True)


class ConfidentialSignUp(SignUp):
    """A confidential sign-up: its rights are those of the vertrouwenspersonen alone."""

    objects: ClassVar[ConfidentialSignUpManager] = ConfidentialSignUpManager()

    class Meta:
        proxy = True
        verbose_name = _("confidential sign-up")
        verbose_name_plural = _("confidential sign-ups")
