"""What other rooms tell this one."""

from trust.links.services import when_dead
from trust.privacy.services.erasure import note_dead_links

when_dead(note_dead_links)
