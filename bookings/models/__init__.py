"""Everything Django must find under the label `bookings`."""

from bookings.models.events import Event
from bookings.models.messages import EventMessage
from bookings.models.registrations import Registration
from bookings.models.series import Holiday, Question, Series
from bookings.pages import CalendarPage

__all__ = ["CalendarPage", "Event", "EventMessage", "Holiday", "Question", "Registration", "Series"]
