"""The key behind keyed hashes, how long logs are kept, and where the ledger of erasures is mirrored."""

from cms.settings.env import VAR_DIR, env

# Production demands its own (cms/settings/production.py); elsewhere there is nobody to protect.
PRIVACY_KEY = env("PRIVACY_KEY", default="only-for-development-" + "y" * 40)
PRIVACY_KEY_FALLBACKS = env.list("PRIVACY_KEY_FALLBACKS", default=[])

# Erasures are written here too, after each commit: a restored database must hear of those younger than its backup. Best on another disk.
LEDGER_FILE = env.path("LEDGER_FILE", default=str(VAR_DIR / "ledger" / "erasures.jsonl"))()

# Days that we keep what proves how we handled people's data (docs/adr/0016). The ledger must outlive the oldest backup.
AUDIT_DAYS = env.int("AUDIT_DAYS", default=730)
ACCESS_LOG_DAYS = env.int("ACCESS_LOG_DAYS", default=365)
LEDGER_DAYS = env.int("LEDGER_DAYS", default=1095)
CONSENT_PROOF_DAYS = env.int("CONSENT_PROOF_DAYS", default=1095)
RETENTION_LOG_DAYS = env.int("RETENTION_LOG_DAYS", default=730)
