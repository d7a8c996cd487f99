"""What listeners and machines meet: feed, sound, transcripts, chapters, the API, and how often an episode is played.

Whatever it answers with, it asks `EpisodePage.objects.audible()` first.
"""
