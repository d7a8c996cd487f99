"""A loose reference to any record: kept when the record goes, found again when its person asks what we have."""

from __future__ import annotations

from typing import Self

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _


class AboutQuerySet(models.QuerySet):
    """Finds rows by the record they are about."""

    def about(self, record: models.Model) -> Self:
        """Rows about `record` (saved)."""
        return self.filter(**reference_to(record))


def reference_to(record: models.Model | None) -> dict:
    """The fields of `AboutRecord` for `record`; empty ones for None."""
    if record is None:
        return {"about_type": None, "about_id": ""}
    return {"about_type": ContentType.objects.get_for_model(record), "about_id": str(record.pk)}


class AboutRecord(models.Model):
    """The record that a row is about, perhaps none, perhaps gone."""

    wagtail_reference_index_ignore = True  # no editor asks where it is used, and a task a row is dear

    about_type = models.ForeignKey(
        ContentType,
        verbose_name=_("kind of record"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )
    about_id = models.CharField(_("number of the record"), max_length=64, blank=True, editable=False)

    class Meta:
        abstract = True

    @property
    def about(self) -> models.Model | None:
        """The record itself; None when there is none, or none any more."""
        kind = (
            ContentType.objects.get_for_id(self.about_type_id) if self.about_type_id else None
        )  # known to the process
        model = kind.model_class() if kind else None
        return model._base_manager.filter(pk=self.about_id).first() if model and self.about_id else None
