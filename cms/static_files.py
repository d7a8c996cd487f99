"""Static files in production: hashed and compressed, their addresses looked up once."""

from functools import cache

from whitenoise.storage import CompressedManifestStaticFilesStorage


class LusStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """A page names thirty files; where each one is cannot change while the process runs."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.url = cache(self.url)
