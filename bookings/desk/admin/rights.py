"""The rights that the screens of the desk ask (cms/services/roles.py gives them out)."""

SEE_REQUESTS = "bookings.view_bookingrequest"
STEER_REQUESTS = "bookings.change_bookingrequest"
SEE_TRAINERS = "bookings.view_trainer"
CHANGE_TRAINERS = "bookings.change_trainer"
