"""How our screens show what stands in a record."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from wagtail.admin.views.generic import InspectView


class ReadableView(InspectView):
    """Times as on our clock, yes and no in words, a dash for what is not there."""

    def get_field_display_value(self, field_name: str, field: Any) -> Any:
        value = super().get_field_display_value(field_name, field)
        if isinstance(value, datetime):
            return date_format(localtime(value), "DATETIME_FORMAT")
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        return "–" if value in (None, "") else value
