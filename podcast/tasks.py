"""What the worker does for the podcast."""

from django_tasks import task


@task(priority=-20)
def listen_through(audio_id: int) -> None:
    """Measure a sound. A repeat finds it measured."""
    from podcast.analysis import analyse  # brings FFmpeg along: for the process that listens

    analyse(audio_id=audio_id)
