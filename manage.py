#!/usr/bin/env python
"""Django's command line; development settings unless the environment names others."""

import gc
import os
import sys

if __name__ == "__main__":
    gc.set_threshold(20_000, 20, 20)  # what is loaded stays: looking for garbage among it is a sixth of starting
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.dev")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
