"""What runs by the clock. Each job is a management command that is safe to start twice; `trust.clock` decides when one is due.

`every` (seconds) runs once in each such stretch of time; `at` ("07:30", Brussels time) once a day, or with `weekdays` from Monday to Friday.
A job `at` a time may take long: it runs beside the others, one at a time.
"""

from typing import Any

from cms.settings.backup import BACKUP_AT

PERIODIC_JOBS: dict[str, dict[str, Any]] = {
    "publish_scheduled": {"every": 60},
    "end_consents": {"every": 60},
    "retire_promises": {"every": 60},
    "send_mail": {"every": 60},
    "tend_queue": {"every": 60},
    "release_unconfirmed": {"every": 60},
    "expire_offers": {"every": 60},
    "send_reminders": {"every": 300},
    "send_follow_ups": {"every": 900},
    "mind_requests": {"every": 600},
    "mind_payments": {"every": 120},
    "publish_map": {"every": 60},
    "link_attendance": {"every": 900},
    "make_dates": {"at": "04:00"},
    "forget_answers": {"every": 3600},
    "escalate_calls": {"at": "08:30", "weekdays": True},
    "mail_reviews": {"at": "07:30", "weekdays": True},
    "ask_renewals": {"at": "09:00"},
    "forget_changes": {"at": "03:05"},
    "prune_db_task_results": {"at": "03:10"},
    "clearsessions": {"at": "03:20"},
    "run_retention": {"at": "03:30"},
    "prove_stock": {"at": "04:30"},
}
if BACKUP_AT:
    PERIODIC_JOBS["backup"] = {"at": BACKUP_AT}
