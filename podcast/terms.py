"""What a guest of the podcast agrees to."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from trust.privacy.consents import ConsentPurpose, register_consent

CONSENT = "podcast.guest"
# The purpose of the guest's personal link, and how long one works; a new one is a click away.
LINK = "podcast.consent"
LINK_LIFETIME = timedelta(days=3 * 365)
# A consent that ended is kept this long, as proof that there was one.
KEEP_ENDED = timedelta(days=5 * 365)

WORDS = register_consent(
    ConsentPurpose(
        name=CONSENT,
        label=_("Being heard in the podcast"),
        texts={
            1: "Ik doe mee aan deze aflevering van een podcast van Lus vzw. Lus mag gebruiken wat hieronder is aangeduid (mijn stem, mijn "
            "woorden als tekst, mijn naam, mijn foto): op de website van Lus en in podcast-apps. Ik kan dit altijd intrekken, zonder uitleg. "
            "Dan haalt Lus de aflevering meteen weg. Wat iemand al downloadde, kan Lus niet terughalen. Wie jonger is dan 18, laat een ouder "
            "of voogd tekenen."
        },
    )
)
