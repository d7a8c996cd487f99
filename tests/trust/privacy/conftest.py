"""What these tests share: a ledger's mirror of their own."""

import pytest


@pytest.fixture(autouse=True)
def ledger_file(settings, tmp_path):
    settings.LEDGER_FILE = str(tmp_path / "ledger" / "erasures.jsonl")
    return tmp_path / "ledger" / "erasures.jsonl"
