"""What somebody who signs up agrees to, and for how long."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from trust.forms.notice import Notice
from trust.privacy.consents import ConsentPurpose, register_consent
from trust.registry import Ground

CONSENT = "home.informed"
# Confirmed, it stays this long; unconfirmed, a week.
KEEP = timedelta(days=730)
KEEP_UNCONFIRMED = timedelta(days=7)
# So long before the last day a mail asks whether to go on.
ASKED_BEFORE = timedelta(days=30)

WORDS = register_consent(
    ConsentPurpose(
        name=CONSENT,
        label=_("Stay informed"),
        texts={
            1: "Ik wil dat Lus vzw mij mailt over wat ik hierboven aankruiste. Lus bewaart daarvoor mijn e-mailadres en mijn voornaam, "
            "geeft ze aan niemand door, en wist ze zodra ik stop."
        },
    )
)
NOTICE = Notice(
    purpose=_("To mail you about what you choose here, now and then, and nothing else."),
    ground=Ground.CONSENT,
    keep=KEEP,
    consent=CONSENT,
)
CONFIRM, END, RENEW = "informed.confirm", "informed.end", "informed.renew"  # the purposes of personal links
