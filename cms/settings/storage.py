"""Where uploaded files live: a folder, or an object store with Amazon's protocol named by `MEDIA_URL`."""

from urllib.parse import parse_qs, unquote, urlsplit

FOLDER = {"BACKEND": "django.core.files.storage.FileSystemStorage"}


def media_storage(url: str) -> dict:
    """Django's storage settings for `url`.

    Empty or a path (`/media/`): files in `MEDIA_DIR`. `s3://key:secret@host/bucket?region=…&scheme=https&public=https://media.example.org`:
    that bucket; without `public` every address is signed for an hour. Raises `ValueError` for anything else.
    """
    parts = urlsplit(url)
    if not parts.scheme:
        return FOLDER
    bucket = parts.path.strip("/")
    if parts.scheme != "s3" or not parts.hostname or not bucket:
        raise ValueError("MEDIA_URL is a path, or s3://key:secret@host/bucket")
    query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    host = parts.hostname + (f":{parts.port}" if parts.port else "")
    options: dict = {
        "bucket_name": bucket,
        "endpoint_url": f"{query.get('scheme', 'https')}://{host}",
        "access_key": unquote(parts.username or ""),
        "secret_key": unquote(parts.password or ""),
        "region_name": query.get("region"),
        "signature_version": "s3v4",  # what stores of today ask; the older way is refused in newer regions
        "file_overwrite": False,
        "default_acl": None,
        "querystring_auth": "public" not in query,
    }
    if public := query.get("public"):
        options["custom_domain"] = public.partition("://")[2].rstrip("/")
    return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}


def media_origin(url: str) -> str:
    """Where browsers fetch files of the store that `url` names, for the content policy; empty when they come from the site itself."""
    storage = media_storage(url)
    if storage is FOLDER:
        return ""
    options = storage["OPTIONS"]
    return (
        f"https://{options['custom_domain'].partition('/')[0]}"
        if "custom_domain" in options
        else options["endpoint_url"]
    )
