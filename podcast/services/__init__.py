"""Every write of the podcast."""

from podcast.services.artwork import make_square
from podcast.services.consents import ConsentTerms, end_consents, end_with_episode, note_consent, take_back
from podcast.services.sounds import keep_sound, listen_again, remove_sound
from podcast.services.take_downs import hold_back, settle, take_down

__all__ = [
    "ConsentTerms",
    "end_consents",
    "end_with_episode",
    "hold_back",
    "keep_sound",
    "listen_again",
    "make_square",
    "note_consent",
    "remove_sound",
    "settle",
    "take_back",
    "take_down",
]
