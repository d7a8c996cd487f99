"""Podcasts: shows and episodes, their sound, transcripts and chapters, the feed, and the consent of who is heard."""
