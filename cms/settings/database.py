"""SQLite beside the code unless `DATABASE_URL` names PostgreSQL (docs/adr/0001)."""

from cms.settings.env import VAR_DIR, env

DEFAULT_DATABASE = f"sqlite:///{VAR_DIR / 'lus.sqlite3'}"


def database(url: str) -> dict:
    """Django's database settings for `url` (`sqlite:///…` or `postgres://…`), tuned for each engine."""
    config = env.db_url_config(url)
    if config["ENGINE"].endswith("sqlite3"):
        config["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
        }
    else:
        config["ENGINE"], config["CONN_HEALTH_CHECKS"] = "cms.postgresql", True
        # A database that is away is told in seconds: nobody waits for what does not come.
        config["OPTIONS"] = {"connect_timeout": 3} | config.get("OPTIONS", {})
    # Kept between requests: opening SQLite and its pragmas cost more than most queries.
    config["CONN_MAX_AGE"] = env.int("DATABASE_CONN_MAX_AGE", default=60)
    return config


DATABASES = {"default": database(env("DATABASE_URL", default="") or DEFAULT_DATABASE)}
