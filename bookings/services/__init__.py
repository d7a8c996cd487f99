"""Everything that changes the calendar and who comes; one verb a function, each atomic, locked and harmless when repeated."""

from bookings.services.attending import register_walk_in, set_attended
from bookings.services.changing import (
    accept_offer,
    approve_registration,
    cancel_registration,
    change_registration,
    decline_offer,
    expire_offers,
    give_seat,
    may_take_free_seat,
    refuse_registration,
    settle_otherwise,
)
from bookings.services.events import (
    cancel_event,
    change_capacity,
    delete_event,
    edit_event,
    move_event,
    people_to_tell,
    postpone_event,
    publish_event,
)
from bookings.services.own_feed import close_own_feed, open_own_feed, own_feed_link
from bookings.services.registering import (
    Answer,
    Attendee,
    ahead_of,
    confirm_registration,
    other_on_the_date,
    register,
    register_by_phone,
    release_unconfirmed,
)
from bookings.services.seats import check_open, make_offers
from bookings.services.series import Applied, apply_series, generate_dates, make_dates
from bookings.services.telling import message_people, send_follow_ups, send_message, send_reminders

__all__ = [
    "Answer",
    "Applied",
    "Attendee",
    "accept_offer",
    "ahead_of",
    "apply_series",
    "approve_registration",
    "cancel_event",
    "cancel_registration",
    "change_capacity",
    "change_registration",
    "check_open",
    "close_own_feed",
    "confirm_registration",
    "decline_offer",
    "delete_event",
    "edit_event",
    "expire_offers",
    "generate_dates",
    "give_seat",
    "make_dates",
    "make_offers",
    "may_take_free_seat",
    "message_people",
    "move_event",
    "open_own_feed",
    "other_on_the_date",
    "own_feed_link",
    "people_to_tell",
    "postpone_event",
    "publish_event",
    "refuse_registration",
    "register",
    "register_by_phone",
    "register_walk_in",
    "release_unconfirmed",
    "send_follow_ups",
    "send_message",
    "send_reminders",
    "set_attended",
    "settle_otherwise",
]
