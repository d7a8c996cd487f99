"""Writes of the listening side."""

from podcast.listeners.services.plays import count_play

__all__ = ["count_play"]
