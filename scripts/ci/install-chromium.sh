#!/usr/bin/env bash
# Makes sure that there is a Chromium for the console's tests and prints the folder of its `chromium` program, nothing else:
#   PATH="$(bash scripts/ci/install-chromium.sh):$PATH"
# Does nothing where `chromium` is already on PATH. Debian's package; fonts for Chinese, without which its signs are boxes in screenshots.
set -euo pipefail

if ! command -v chromium >/dev/null || ! fc-list :lang=zh 2>/dev/null | grep -q .; then
  apt-get update -qq >&2
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fontconfig fonts-dejavu-core fonts-wqy-microhei >&2
fi
dirname "$(command -v chromium)"
