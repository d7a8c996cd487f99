"""Where backups go, what encrypts them, when they are made and how long they are kept."""

from datetime import time
from pathlib import Path

from cms.settings.env import VAR_DIR, env

BACKUP_DIR = Path(env("BACKUP_DIR", default="") or VAR_DIR / "backups")
BACKUP_KEY = env("BACKUP_KEY", default="")
# "02:30": each night by the clock; empty: only when somebody asks for one.
BACKUP_AT = env("BACKUP_AT", default="")
if BACKUP_AT:
    time.fromisoformat(BACKUP_AT)  # said at the start: a clock that cannot read one job runs none
# What was erased lives on in backups until they go: no longer than the site promises.
BACKUP_KEEP_DAYS = env.int("BACKUP_KEEP_DAYS", default=30)
# pg_dump, pg_restore and psql of another version than those on the PATH: the folder that holds them.
POSTGRES_BIN = env("POSTGRES_BIN", default="")
