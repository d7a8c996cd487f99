from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BookingsConfig(AppConfig):
    name = "bookings"
    verbose_name = _("Calendar")

    def ready(self):
        from bookings import actions, attended, paying, privacy, rest_days, search  # noqa: F401  (register themselves)
        from bookings.desk import actions as desk_actions  # noqa: F401  (the same)
        from bookings.desk import asking  # noqa: F401  (the same)
        from bookings.desk import privacy as desk_privacy  # noqa: F401  (the same)
