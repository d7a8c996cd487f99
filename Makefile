# What a person does here, in one word each. `make help` lists them; `make run` and `make test` need nothing but Python 3.11.
.DEFAULT_GOAL := help
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
MAKEFLAGS += --no-print-directory

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
PY := $(BIN)/python
PIP := $(PY) -m pip --disable-pip-version-check
PORT ?= 8000
export PORT
CATALOGUES := $(wildcard locale/*/LC_MESSAGES/*.po)
STATIC := var/static/staticfiles.json
TYPED = $(patsubst %/__init__.py,%,$(wildcard */services/__init__.py bookings/*/services/__init__.py podcast/*/services/__init__.py)) trust home/contact home/informed $(addprefix cms/,errors.py health.py kept.py logs.py media.py pdf.py proxies.py renditions.py)

.PHONY: help run dev serve worker clock backup restore test lint format messages po migrate static secret lock bench bench-registrations install install-dev clean

help: ## This list
	@grep -E '^[a-z-]+:.*## ' $(firstword $(MAKEFILE_LIST)) | awk -F ':.*## ' '{printf "  make %-20s %s\n", $$1, $$2}'

# --- the site ---------------------------------------------------------------------------------------------------

# The demo staff's password: DEMO_PASSWORD, or one that is made up once and kept in var/.
demo = mkdir -p var; umask 077; export BASE_URL="$${BASE_URL:-http://127.0.0.1:$(PORT)}"; \
	[ -z "$${DEMO_PASSWORD:-}" ] || printf '%s\n' "$$DEMO_PASSWORD" > var/demo-password; \
	[ -s var/demo-password ] || $(PY) -c 'import secrets; print(secrets.token_urlsafe(9))' > var/demo-password; \
	export DEMO_PASSWORD="$$(cat var/demo-password)"; umask 022; \
	$(PY) manage.py migrate --verbosity 0; $(PY) manage.py fill_demo;

run: install messages ## The whole site with demo content on http://127.0.0.1:$PORT (8000), with its worker and clock
	@$(demo) DEBUG="$${DEBUG:-off}" exec $(PY) manage.py serve

dev: install-dev messages ## The same, reloading at each change and with Django's debug pages
	@$(demo) DEBUG=on exec $(PY) manage.py serve --reload

serve: export DJANGO_SETTINGS_MODULE := cms.settings.production
serve: install messages $(STATIC) ## gunicorn with the production settings; reads .env (see docs/runbooks/deploy.md)
	@exec $(BIN)/gunicorn --config deploy/gunicorn.conf.py cms.wsgi

worker: export DJANGO_SETTINGS_MODULE ?= cms.settings.production
worker: install messages $(STATIC) ## What runs later: takes tasks from the queue, the database's or RQ's (production settings)
	@exec $(PY) manage.py worker

clock: export DJANGO_SETTINGS_MODULE ?= cms.settings.production
clock: install messages $(STATIC) ## What runs by the clock (production settings)
	@exec $(PY) manage.py clock

backup: export DJANGO_SETTINGS_MODULE ?= cms.settings.production
backup: install ## Database and uploads in one file in BACKUP_DIR, opened again to check it (production settings)
	@$(PY) manage.py backup

restore: export DJANGO_SETTINGS_MODULE ?= cms.settings.production
restore: install ## A backup back: make restore FILE=… (REPLACE=1 when the site that is here may go; production settings)
	@$(PY) manage.py restore "$(FILE)" $(if $(REPLACE),--replace)

migrate: export DJANGO_SETTINGS_MODULE ?= cms.settings.production
migrate: install ## Bring the database up to date (production settings)
	@$(PY) manage.py migrate --noinput

static: $(STATIC) ## Collect, hash and compress the static files; a minute's work, done again when one has changed

# Stand-in values: collecting reaches no database and no host.
$(STATIC): $(VENV)/.base.stamp $(shell find static -type f)
	@echo "Collecting and compressing the static files …"
	@.ci/production-env $(PY) manage.py collectstatic --noinput --verbosity 0
	@touch $@

secret: ## A fresh SECRET_KEY for .env
	@$(PYTHON) -c 'import secrets; print(secrets.token_urlsafe(50))'

# --- the workshop -----------------------------------------------------------------------------------------------

test: install-dev messages ## All tests: in Chromium, on PostgreSQL, what differs on SQLite (what is not there is skipped, said; REQUIRE_ALL=1: fails)
	@.ci/suites

lint: install-dev messages static ## Style, layers, types, templates, migrations, deploy checks, messages, static files
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports --no-logo
	$(BIN)/mypy --no-error-summary $(TYPED)
	@echo "$(BIN)/djhtml --check --tabwidth 2 templates"; $(BIN)/djhtml --check --tabwidth 2 templates
	DJANGO_SETTINGS_MODULE=cms.settings.test $(PY) manage.py makemigrations --check --dry-run --verbosity 0
	@echo "$(PY) manage.py check --deploy (production settings)"; .ci/production-env $(PY) manage.py check --deploy --fail-level WARNING
	DJANGO_SETTINGS_MODULE=cms.settings.test $(PY) manage.py check_messages

format: install-dev ## Let ruff and djhtml put the files in order
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format .
	$(BIN)/djhtml --tabwidth 2 templates

bench: install-dev messages ## Measure the site under gunicorn beside a bare view
	@$(PY) tests/benchmarks/bench.py

bench-registrations: install-dev messages ## Registrations a second on one hot date, beside a bare view (PostgreSQL)
	@$(PY) tests/benchmarks/registrations.py

messages: $(CATALOGUES:.po=.mo) ## Compile the translations

%.mo: %.po | install
	@DJANGO_SETTINGS_MODULE=cms.settings.dev $(PY) manage.py compile_messages

po: install-dev ## Take new source strings into locale/nl (needs gettext)
	$(PY) manage.py makemessages --locale nl --no-location --no-obsolete --ignore var --ignore .venv

# --- what it needs ----------------------------------------------------------------------------------------------

# uv takes seconds where pip takes a minute; pip does it where uv cannot (no build for the machine, an index that only pip is told of).
packages = { $(PIP) install --quiet --require-hashes --no-deps -r requirements/installer.txt \
	&& $(BIN)/uv pip install --quiet --native-tls --python $(PY) --require-hashes --no-deps -r requirements/$(1).txt; } \
	|| { echo "Once more with pip, which takes a minute …"; $(PIP) install --quiet --require-hashes --no-deps -r requirements/$(1).txt; }

install: $(VENV)/.base.stamp
install-dev: $(VENV)/.dev.stamp

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or later is needed; found $$($(PYTHON) -V). Name another with PYTHON=…"; exit 1; }
	@echo "Making $(VENV) with $$($(PYTHON) -V) …"
	@$(PYTHON) -m venv $(VENV) || { rm -f $(VENV)/bin/python*; exit 1; } # without pip (Debian: python3-venv) it is not made

$(VENV)/.base.stamp: requirements/base.txt | $(VENV)/bin/python
	@echo "Installing what the site needs (checked by hash) …"
	@$(call packages,base)
	@touch $@

$(VENV)/.dev.stamp: requirements/dev.txt | $(VENV)/bin/python
	@echo "Installing what the site and its tests need (checked by hash) …"
	@$(call packages,dev)
	@touch $@ $(VENV)/.base.stamp

lock: install-dev ## Resolve requirements/*.in again and write the locks with hashes
	for set in installer base dev; do $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
		--no-emit-index-url --no-emit-find-links $(LOCK_ARGS) --output-file requirements/$$set.txt requirements/$$set.in; done

clean: ## Throw away what was made here: environment, demo database, media, caches
	rm -rf $(VENV) var .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find locale -name '*.mo' -delete
