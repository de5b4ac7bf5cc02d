#!/usr/bin/env bash
# Puts attrib, as it stands in this repository, into an environment of its own and on the path of
# the steps that follow. Needs Python 3.10 or later.
set -euo pipefail

# -I, as the working directory is the checked repository, whose files are not ours to run.
python3 -I -m venv "$RUNNER_TEMP/attrib"
"$RUNNER_TEMP/attrib/bin/pip" install --quiet --disable-pip-version-check "$GITHUB_ACTION_PATH"
echo "$RUNNER_TEMP/attrib/bin" >> "$GITHUB_PATH"
