"""Every write of circles: one function a verb."""

from circles.services.calling import escalate_calls, note_attempt, plan_call, take_call
from circles.services.erasing import erase_sign_ups, wipe_sign_ups
from circles.services.moving import add_note, change_sign_up, move_sign_up
from circles.services.publishing import publish_map
from circles.services.regions import Drawn, announce_opening, save_region
from circles.services.signing_up import Asked, sign_up
from circles.services.tallying import tally
from circles.services.withdrawing import erase_sign_up, withdraw_sign_up

__all__ = [
    "Asked",
    "Drawn",
    "add_note",
    "announce_opening",
    "change_sign_up",
    "erase_sign_up",
    "erase_sign_ups",
    "escalate_calls",
    "move_sign_up",
    "note_attempt",
    "plan_call",
    "publish_map",
    "save_region",
    "sign_up",
    "take_call",
    "tally",
    "wipe_sign_ups",
    "withdraw_sign_up",
]
