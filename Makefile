# Everything real is in dev.py; options go through ARGS: make demo ARGS="--scenario spread".

PYTHON ?= python3

.DEFAULT_GOAL := help
.PHONY: help setup demo check test bench agreement docs pictures lock

help:  ## This list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1\t\2/p' Makefile | expand -t 16

setup:  ## Make .venv with the relais command in it, build styles and scripts
demo:  ## Set up, build the demo organization, answer the question, serve the site
check:  ## Lint, types, import contracts, templates and locks, in under a minute
test:  ## Every test on SQLite; beside it the check, then on PostgreSQL what a database decides
bench:  ## Measure, each figure beside its own floor
agreement:  ## Compare the statistics with those of R, on fifty data sets
docs:  ## Write the generated pages of docs/ and the description of the API anew
pictures:  ## Take the pictures of docs/pictures anew, of the demo organization
lock:  ## Pin and hash the requirements (ARGS=--upgrade for newer versions)

setup demo check test bench agreement docs pictures lock:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { echo \
		"Relais needs Python 3.11 or newer: install it, then make PYTHON=python3.11 $@" >&2; exit 2; }
	@$(PYTHON) dev.py $@ $(ARGS)
