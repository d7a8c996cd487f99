"""The calendar in the admin: its menu, its figures, and its deeds in words."""

from django.contrib.auth.models import Permission
from django.templatetags.static import static
from django.urls import path, reverse, reverse_lazy
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.model import ModelViewSetGroup

from bookings.admin import todo as _todo  # noqa: F401  (registers itself)
from bookings.admin.dates import DateViewSet
from bookings.admin.figures import figures
from bookings.admin.holidays import HolidayViewSet
from bookings.admin.rights import SEE_DATES
from bookings.admin.series import SeriesViewSet
from bookings.desk import wagtail_hooks as _desk  # noqa: F401  (registers itself)
from bookings.enums import EventState, RegistrationState
from bookings.reports import SEE, feed_report
from trust.audit.words import register_deeds
from trust.words import register_words

register_deeds(
    {
        "bookings.approved": _("Registration approved"),
        "bookings.asked-approval": _("Waits for approval"),
        "bookings.asked-money": _("Asked to pay"),
        "bookings.attendance": _("Ticked on the attendance list"),
        "bookings.attendance-closed": _("Attendance list closed"),
        "bookings.cancelled": _("Date cancelled"),
        "bookings.capacity-changed": _("Number of seats changed"),
        "bookings.changed": _("Registration changed"),
        "bookings.confirmed": _("Registered for good"),
        "bookings.dates-made": _("Dates of a series made"),
        "bookings.edited": _("Date edited"),
        "bookings.exported": _("List of people taken out"),
        "bookings.holidays-added": _("Holidays added"),
        "bookings.left": _("Registration cancelled"),
        "bookings.made": _("Date made"),
        "bookings.messaged": _("Message sent to everybody of a date"),
        "bookings.moved": _("Date moved"),
        "bookings.noted": _("Note of staff changed"),
        "bookings.offer-expired": _("Offer expired"),
        "bookings.offered": _("Seat offered"),
        "bookings.paid": _("Registration paid"),
        "bookings.paid-otherwise": _("Registration noted as paid otherwise"),
        "bookings.postponed": _("Date postponed"),
        "bookings.published": _("Date published"),
        "bookings.queued": _("On the waiting list"),
        "bookings.refused": _("Registration not accepted"),
        "bookings.registered": _("Asked for a place"),
        "bookings.released": _("Seat released: not confirmed or not paid in time"),
        "bookings.series-applied": _("Date followed its series"),
        "bookings.series-edited": _("Series edited"),
        "bookings.series-made": _("Series made"),
        "bookings.taken-away": _("Date taken away"),
        "bookings.walked-in": _("Walked in"),
    }
)
register_words(
    "mail",
    {
        "bookings.approved": _("Date: accepted"),
        "bookings.cancelled": _("Date: does not take place"),
        "bookings.changed": _("Date: your registration changed"),
        "bookings.confirm": _("Date: confirm your seat"),
        "bookings.ended": _("Date: your registration ended"),
        "bookings.follow-up": _("Date: afterwards"),
        "bookings.given-back": _("Date: money back"),
        "bookings.message": _("Date: a message of ours"),
        "bookings.moved": _("Date: other hour or place"),
        "bookings.offer": _("Date: a seat came free"),
        "bookings.offer-expired": _("Date: offered seat given on"),
        "bookings.online-link": _("Date: where to look online"),
        "bookings.pay-expired": _("Date: not paid in time"),
        "bookings.pending": _("Date: waits for approval"),
        "bookings.postponed": _("Date: postponed"),
        "bookings.refused": _("Date: not accepted"),
        "bookings.registered": _("Date: registered"),
        "bookings.reminder": _("Date: reminder"),
        "bookings.to-pay": _("Date: still to pay"),
        "bookings.waiting": _("Date: on the waiting list"),
    },
)
register_words(
    "screen",
    {
        "bookings.certificates": _("Certificates of a date"),
        "bookings.csv": _("Registrations as CSV"),
        "bookings.paper": _("Registrations on paper"),
        "bookings.registration": _("One registration"),
        "bookings.registrations": _("Registrations of a date"),
        "bookings.xlsx": _("Registrations as XLSX"),
    },
)
register_words(
    "job",
    {
        "expire_offers": _("Give on seats that nobody accepted"),
        "make_dates": _("Make the next dates of series"),
        "release_unconfirmed": _("Release seats that nobody confirmed"),
        "send_follow_ups": _("Mail who was there"),
        "send_reminders": _("Remind who comes"),
    },
)
register_words(
    "rule",
    {
        "needs, two weeks after the date": _("What people need, two weeks after the date"),
        "sixty days after the date": _("Sixty days after the date"),
    },
)
register_words(
    "detail",
    {
        "attended": _("was there"),
        "needs": _("with what they need"),
        "seats": _("seats"),
        "sequence": _("edition"),
        "to": _("to"),
        "until": _("until"),
        "year": _("year"),
    },
)
register_words("value", {f"bookings.{state.value}": state.label for state in [*EventState, *RegistrationState]})


class AgendaMenuItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm(SEE_DATES)


class CalendarGroup(ModelViewSetGroup):
    menu_label = _("Calendar")
    menu_icon = "date"
    menu_order = 240
    items = (DateViewSet, SeriesViewSet, HolidayViewSet)

    def get_submenu_items(self):
        agenda = AgendaMenuItem(_("Agenda"), reverse_lazy("agenda"), name="agenda", icon_name="calendar", order=0)
        return [agenda, *super().get_submenu_items()]


@hooks.register("register_admin_viewset")
def calendar():
    return CalendarGroup()


@hooks.register("register_admin_urls")
def figures_address():
    return [path("reports/calendar/", figures, name="calendar-figures")]


class FiguresMenuItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm(SEE_DATES)


@hooks.register("register_reports_menu_item")
def figures_menu_item():
    return FiguresMenuItem(
        _("Figures of the calendar"), reverse("calendar-figures"), name="calendar-figures", icon_name="date", order=70
    )


@hooks.register("insert_global_admin_css")
def calendar_style():
    return format_html('<link rel="stylesheet" href="{}">', static("admin/calendar.css"))


@hooks.register("register_permissions")
def calendar_permissions():
    return Permission.objects.filter(
        content_type__app_label="bookings",
        content_type__model__in=["event", "series", "holiday", "registration", "eventmessage"],
    )


@hooks.register("register_admin_urls")
def feed_addresses():
    return [path("reports/calendar-feeds/", feed_report, name="calendar-feeds")]


class FeedsMenuItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm(SEE)


@hooks.register("register_reports_menu_item")
def feeds_menu_item():
    return FeedsMenuItem(
        _("Calendar feeds"), reverse("calendar-feeds"), name="calendar-feeds", icon_name="date", order=60
    )
