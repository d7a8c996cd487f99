"""What people can agree to, in which words. Each change of words is a new version; a test holds the old ones to what they were."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class ConsentPurpose:
    """`name`: `app.what` ("home.informed"). `label`: lazy, for the list of what somebody agreed to. `texts`: version → Dutch text, the newest
    highest. Words of law are content, not interface: they stand here in Dutch, not in the catalogue.
    """

    name: str
    label: Any
    texts: Mapping[int, str]

    @property
    def version(self) -> int:
        """The version that forms show now."""
        return max(self.texts)

    @property
    def text(self) -> str:
        return self.texts[self.version]


_purposes: dict[str, ConsentPurpose] = {}
_withdrawals: dict[str, Callable[[Any], object]] = {}


def register_consent(purpose: ConsentPurpose) -> ConsentPurpose:
    """Add a purpose, from `AppConfig.ready()`. Raises `ValueError` for a name that another has."""
    if _purposes.setdefault(purpose.name, purpose) != purpose:
        raise ValueError(f"{purpose.name} is registered twice")
    return purpose


def consent_purpose(name: str) -> ConsentPurpose:
    """The purpose `name`; raises `LookupError`."""
    return _purposes[name]


def consent_purposes() -> list[ConsentPurpose]:
    """All, by name."""
    return [_purposes[name] for name in sorted(_purposes)]


def register_withdrawal(purpose: str, withdraw: Callable[[Any], object]) -> None:
    """`withdraw(record)`: the owner's service that takes the consent `purpose` of `record` back, with all that follows from it."""
    _withdrawals[purpose] = withdraw


def withdrawals() -> Mapping[str, Callable[[Any], object]]:
    """By purpose: what takes it back."""
    return dict(_withdrawals)
