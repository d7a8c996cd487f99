"""Who is heard, and who made it."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.images import get_image_model_string
from wagtail.models import Orderable

from podcast.enums import PersonRole


class Person(models.Model):
    """Somebody who is heard in episodes or makes them. Only `public_name`, `portrait` and `url` are ever shown, and only with consent."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(
        _("name"), max_length=120, help_text=_("For the register of consent: visitors do not see it.")
    )
    public_name = models.CharField(
        _("name on the site"), max_length=120, help_text=_("As the person wants to be called in public.")
    )
    email = models.EmailField(_("e-mail address"), blank=True, help_text=_("Of the parent, for a minor."))
    is_minor = models.BooleanField(_("younger than 18"), default=False)
    portrait = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("portrait"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    url = models.URLField(_("website"), blank=True)

    class Meta:
        verbose_name = _("person in the podcast")
        verbose_name_plural = _("people in the podcast")
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class EpisodePerson(Orderable):
    """What a person does in an episode."""

    page = ParentalKey("podcast.EpisodePage", on_delete=models.CASCADE, related_name="people")
    person = models.ForeignKey(Person, verbose_name=_("person"), on_delete=models.PROTECT, related_name="parts")
    role = models.CharField(_("role"), max_length=10, choices=PersonRole, default=PersonRole.GUEST)

    panels = ["person", "role"]

    class Meta(Orderable.Meta):
        verbose_name = _("person in the episode")
        verbose_name_plural = _("people in the episode")
        constraints = [models.UniqueConstraint(fields=["page", "person", "role"], name="person_once_a_role")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.role}"
