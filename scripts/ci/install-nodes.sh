#!/usr/bin/env bash
# Makes sure of what nodes for tests are made of (test/nodes), which Debian has packages of: containerd, runc, CNI plugins, a static
# busybox for images, nft. Prints the folder of containerd, nothing else:
#   PATH="$(bash scripts/ci/install-nodes.sh):$PATH"
# Does nothing where all of it is there already. No service is started: the nodes start their own containerd.
set -euo pipefail

complete() {
  local program
  for program in containerd containerd-shim-runc-v2 ctr runc busybox nft iptables ip; do
    command -v "$program" >/dev/null || return 1
  done
  [[ -x /usr/lib/cni/ptp && -x /usr/lib/cni/host-local && -x /usr/lib/cni/portmap ]]
}

if ! complete; then
  policy=/usr/sbin/policy-rc.d
  if [[ ! -e $policy ]]; then
    trap 'rm -f "$policy"' EXIT
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod +x "$policy"
  fi
  apt-get update -qq >&2
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
    containerd runc containernetworking-plugins busybox-static nftables iptables iproute2 >&2
fi
complete || { echo 'the packages did not bring all programs' >&2; exit 1; }
dirname "$(command -v containerd)"
