#!/usr/bin/env bash
# The first process of a node, in namespaces of its own (network, mounts, processes, names, shared memory): when it ends, all that runs in
# the node ends with it, and mounts, interfaces, rules and settings of its network are gone. It ends when its standard input does, which is
# when who started it is gone.
#   node.sh FOLDER NAME    prints "ready", waits for a line (the cable is in), then starts containerd, kubelet and kube-proxy
set -euo pipefail
folder=$1
name=$2

hostname "$name"
mount --make-rshared /
# The usual paths, none of them the machine's.
mount -t tmpfs -o mode=755 tmpfs /run
mkdir -p /run/netns /run/lock "$folder"/{lib,log,etc,etc-work}
mount --bind "$folder/log" /var/log
mount --bind "$folder/lib" /var/lib
mount -t overlay -o "lowerdir=/etc,upperdir=$folder/etc,workdir=$folder/etc-work" overlay /etc
# A kubelet sets these of the whole machine; here it writes to files.
for setting in vm/overcommit_memory=1 vm/panic_on_oom=0 kernel/panic=10 kernel/panic_on_oops=1 kernel/keys/root_maxkeys=1000000 kernel/keys/root_maxbytes=25000000; do
  file="/run/sysctl/${setting%=*}"
  [[ -e "/proc/sys/${setting%=*}" ]] || continue
  mkdir -p "$(dirname "$file")"
  echo "${setting#*=}" >"$file"
  mount --bind "$file" "/proc/sys/${setting%=*}"
done
ip link set lo up
echo 1 >/proc/sys/net/ipv4/ip_forward

echo ready
read -r _ || exit 0

again() { # what systemd does: a program that ended is started again
  while :; do
    "$@" >>"/var/log/$(basename "$1").log" 2>&1 || true
    sleep 1
  done
}
again containerd --config /etc/breakwater/containerd.toml </dev/null &
until [[ -S /run/containerd/containerd.sock ]]; do sleep 0.1; done
again "$KUBELET" --config=/etc/breakwater/kubelet.json --kubeconfig="$KUBELET_CONFIG" --hostname-override="$name" --node-ip="$ADDRESS" </dev/null &
again "$KUBE_PROXY" --config=/etc/breakwater/kube-proxy.json --hostname-override="$name" </dev/null &
while read -r _; do :; done
