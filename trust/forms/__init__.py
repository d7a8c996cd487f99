"""What every public form and API post shares: the notice, the guards against abuse, the answer given once."""
