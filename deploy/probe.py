"""Asks the site whether it is ready, by a name that it answers to: `python deploy/probe.py http://127.0.0.1:8000/readyz/`."""

import os
import sys
import urllib.error
import urllib.request

host = os.environ.get("ALLOWED_HOSTS", "localhost").split(",")[0].strip().lstrip(".")
request = urllib.request.Request(sys.argv[1], headers={"Host": host})  # noqa: S310  (the address is the operator's)
try:
    with urllib.request.urlopen(request, timeout=4) as answer:  # noqa: S310
        sys.exit(answer.status != 200)
except urllib.error.HTTPError as error:
    sys.exit(f"{error.code}: {error.read(400).decode(errors='replace')}")
except OSError as error:
    sys.exit(str(error))
