"""Every write of circles: one function a verb."""

from circles.proposing import propose_groups
from circles.services.calling import escalate_calls, note_attempt, plan_call, take_back_attempt, take_call
from circles.services.erasing import erase_sign_ups, wipe_sign_ups
from circles.services.gathering import accept_circle, ask_for_groups, change_circle, give_verbinder, move_circle
from circles.services.joining import add_member, keep_apart, let_together, remove_member, swap_member
from circles.services.meeting import (
    Moment,
    answer_for,
    answer_moments,
    choose_moment,
    drop_moment,
    put_moments,
)
from circles.services.moving import add_note, change_sign_up, move_sign_up
from circles.services.publishing import publish_map
from circles.services.regions import Drawn, announce_opening, save_region
from circles.services.signing_up import Asked, Told, ask_to_be_phoned, sign_up
from circles.services.tallying import tally
from circles.services.volunteering import (
    close_sign_up,
    link_attendance,
    move_volunteer,
    note_record_seen,
    set_groups_most,
)
from circles.services.withdrawing import erase_sign_up, withdraw_sign_up

__all__ = [
    "Asked",
    "Drawn",
    "Moment",
    "Told",
    "accept_circle",
    "add_member",
    "add_note",
    "announce_opening",
    "answer_for",
    "answer_moments",
    "ask_for_groups",
    "ask_to_be_phoned",
    "change_circle",
    "change_sign_up",
    "choose_moment",
    "close_sign_up",
    "drop_moment",
    "erase_sign_up",
    "erase_sign_ups",
    "escalate_calls",
    "give_verbinder",
    "keep_apart",
    "let_together",
    "link_attendance",
    "move_circle",
    "move_sign_up",
    "move_volunteer",
    "note_attempt",
    "note_record_seen",
    "plan_call",
    "propose_groups",
    "publish_map",
    "put_moments",
    "remove_member",
    "save_region",
    "set_groups_most",
    "sign_up",
    "swap_member",
    "take_back_attempt",
    "take_call",
    "tally",
    "wipe_sign_ups",
    "withdraw_sign_up",
]
