"""How loud a sound should be, in words for whoever made it."""

from __future__ import annotations

from django.utils.translation import gettext as _

# What podcast apps expect (Apple: -16 ± 1 LUFS, true peak at most -1 dBTP).
WANTED_LUFS, SLACK_LU, MOST_DBTP = -16.0, 1.0, -1.0


def advice(loudness_lufs: float | None, peak_dbtp: float | None) -> list[str]:
    """What an editor had better do about how loud a sound is, in sentences; none when it is fine."""
    if loudness_lufs is None:
        return [_("Nothing is heard in this sound. Did the export go well?")]
    said = []
    numbers = {"wanted": round(WANTED_LUFS), "found": round(loudness_lufs)}
    if loudness_lufs < WANTED_LUFS - SLACK_LU:
        said.append(_("Apps expect %(wanted)s LUFS; this is %(found)s: make it louder.") % numbers)
    elif loudness_lufs > WANTED_LUFS + SLACK_LU:
        said.append(_("Apps expect %(wanted)s LUFS; this is %(found)s: make it softer.") % numbers)
    if peak_dbtp is not None and peak_dbtp > MOST_DBTP:
        said.append(_("The loudest peak is %(peak)s dBTP; above −1 it may crackle.") % {"peak": round(peak_dbtp, 1)})
    return said
