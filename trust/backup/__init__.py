"""The whole site in one file, and back; what was erased stays erased."""
