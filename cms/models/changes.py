"""That something which visitors see has changed: what pages keep of each other is asked anew (docs/adr/0021)."""

from django.db import models


class ContentChange(models.Model):
    """One change. A row is added and never altered, so that two editors who save at once never wait for each other."""

    made_at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"change {self.pk}"
