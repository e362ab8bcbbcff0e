#!/usr/bin/env bash
# Makes sure of PostgreSQL's programs (postgres, initdb), which the tests of the store start, and prints their folder, nothing else:
#   PATH="$(bash scripts/ci/install-postgres.sh):$PATH"
# Does nothing where they are on PATH or Debian's package is already there. The package's own server is not started: the tests start theirs.
set -euo pipefail

complete() {
  [[ -x "$1/postgres" && -x "$1/initdb" ]]
}

# The newest that Debian's packages have installed; nothing where there is none.
installed() {
  local folder
  for folder in $(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -t/ -k5 -V -r); do
    complete "$folder" && echo "$folder" && return
  done
}

if present="$(command -v postgres)" && complete "$(dirname "$present")"; then
  dirname "$present"
  exit 0
fi
if [[ -z "$(installed)" ]]; then
  apt-get update -qq >&2
  # Without a cluster made and started by the package.
  mkdir -p /etc/postgresql-common
  [[ -e /etc/postgresql-common/createcluster.conf ]] || echo 'create_main_cluster = false' >/etc/postgresql-common/createcluster.conf
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends postgresql >&2
fi
found="$(installed)"
[[ -n "$found" ]] || { echo 'the package postgresql did not bring its programs' >&2; exit 1; }
echo "$found"
