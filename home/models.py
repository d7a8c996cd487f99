"""What Django must find under the label `home`."""

from home.contact.models import ContactMessage
from home.contact.pages import ContactPage
from home.informed.models import Subscription
from home.pages import HomePage

__all__ = ["ContactMessage", "ContactPage", "HomePage", "Subscription"]
