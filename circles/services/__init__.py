"""Every write of circles: one function a verb."""

from circles.services.calling import escalate_calls, note_attempt, take_call
from circles.services.erasing import erase_sign_ups, wipe_sign_ups
from circles.services.moving import change_sign_up, move_sign_up
from circles.services.publishing import publish_map
from circles.services.signing_up import Asked, sign_up
from circles.services.tallying import tally
from circles.services.volunteering import link_attendance, move_volunteer, note_record_seen
from circles.services.withdrawing import withdraw_sign_up

__all__ = [
    "Asked",
    "change_sign_up",
    "erase_sign_ups",
    "escalate_calls",
    "link_attendance",
    "move_sign_up",
    "move_volunteer",
    "note_attempt",
    "note_record_seen",
    "publish_map",
    "sign_up",
    "take_call",
    "tally",
    "wipe_sign_ups",
    "withdraw_sign_up",
]
