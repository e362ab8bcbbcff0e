import { describe, expect, it } from 'vitest';
import { inventoryFromText } from '../inventory/index.ts';
import { isNeededByKubernetes } from './known-parts.ts';

const mirror = '{ kubernetes.io/config.mirror: 6d1e }';
const apiServer = (namespace: string, annotations: string, program = 'kube-apiserver') => `
apiVersion: v1
kind: Pod
metadata: { name: ${program}-cp-1, namespace: ${namespace}, annotations: ${annotations}, labels: { tier: control-plane } }
spec:
  hostNetwork: true
  containers: [{ name: ${program}, image: "registry.k8s.io/${program}:v1.37.2", command: [${program}, --secure-port=6443] }]`;
const daemonSet = (name: string, program = name) => `
apiVersion: apps/v1
kind: DaemonSet
metadata: { name: ${name}, namespace: kube-system }
spec:
  selector: { matchLabels: { a: b } }
  template:
    metadata: { labels: { a: b } }
    spec:
      containers: [{ name: ${name}, image: "registry.k8s.io/${program}:v1.37.2", command: [/usr/local/bin/${program}] }]`;

function needed(check: string, yaml: string): boolean {
  const [object] = inventoryFromText(yaml).objects;
  if (object === undefined) throw new Error('no object');
  return isNeededByKubernetes(check, object);
}

describe('needed by Kubernetes', () => {
  it.each([
    ['its files, of a mirrored API server', 'pod-hostpath-sensitive', apiServer('kube-system', mirror), true],
    ['the network, of kube-proxy', 'pod-host-namespaces', daemonSet('kube-proxy'), true],
    ['not its settings', 'api-anonymous-auth', apiServer('kube-system', mirror), false],
    ['not privileges that the control plane has not', 'pod-privileged', apiServer('kube-system', mirror), false],
    ['not of a pod that somebody made', 'pod-hostpath-sensitive', apiServer('kube-system', '{}'), false],
    ['not in another namespace', 'pod-hostpath-sensitive', apiServer('shop', mirror), false],
    ['not of another program', 'pod-hostpath-sensitive', apiServer('kube-system', mirror, 'miner'), false],
    ['not of another DaemonSet', 'pod-host-namespaces', daemonSet('kube-proxy', 'miner'), false],
    ['not under another name', 'pod-host-namespaces', daemonSet('proxy', 'kube-proxy'), false],
  ])('%s', (_, check, yaml, answer) => {
    expect(needed(check, yaml)).toBe(answer);
  });
});
