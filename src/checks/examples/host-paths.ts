import type { Examples } from './example.ts';
import { app, deployment, pod } from './pods.ts';

function mounting(path: string, mount = 'readOnly: true'): string {
  return pod(`volumes:
  - name: host
    hostPath: { path: ${path} }
${app(`volumeMounts: [{ name: host, mountPath: /host, ${mount} }]`)}`);
}

export const hostPaths: Examples = {
  'pod-hostpath': {
    pass: [{ title: 'an emptyDir', yaml: pod(`volumes: [{ name: tmp, emptyDir: {} }]\n${app()}`) }],
    fail: [
      {
        title: 'one of two volumes',
        yaml: deployment(`volumes:
  - { name: tmp, emptyDir: {} }
  - { name: modules, hostPath: { path: /lib/modules } }
${app()}`),
      },
    ],
  },
  'pod-runtime-socket': {
    pass: [
      { title: 'another socket', yaml: mounting('/var/run/thing.sock') },
      { title: 'a path that only sounds like it', yaml: mounting('/srv/docker.sock.d') },
    ],
    fail: [
      { title: "Docker's socket", yaml: mounting('/var/run/docker.sock') },
      { title: "containerd's socket of k3s", yaml: mounting('/run/k3s/containerd/containerd.sock') },
      { title: 'the directory that holds it', yaml: mounting('/run/containerd/') },
      { title: 'the pipe of Windows', yaml: mounting(String.raw`'\\.\pipe\containerd-containerd'`) },
    ],
  },
  'pod-hostpath-sensitive': {
    pass: [
      { title: 'a file that says little', yaml: mounting('/etc/localtime') },
      { title: 'the logs of containers', yaml: mounting('/var/log/containers') },
      { title: 'a directory of a CSI driver', yaml: mounting('/var/lib/kubelet/plugins/csi.example.com') },
      { title: 'a name that only begins like one', yaml: mounting('/etcetera') },
    ],
    fail: [
      { title: 'the root', yaml: mounting('/') },
      { title: 'a directory with a slash at its end', yaml: mounting('/etc/') },
      { title: 'the pods of the kubelet', yaml: mounting('/var/lib/kubelet/pods') },
      { title: 'the keys of the control plane', yaml: mounting('/etc/kubernetes/pki') },
      { title: 'written with needless slashes and dots', yaml: mounting('//var/./lib//kubelet') },
    ],
  },
  'pod-hostpath-writable': {
    pass: [
      { title: 'mounted read-only', yaml: mounting('/srv/data') },
      {
        title: 'a volume that is no hostPath',
        yaml: pod(`volumes: [{ name: data, emptyDir: {} }]
${app('volumeMounts: [{ name: data, mountPath: /data }]')}`),
      },
      { title: 'a sensitive path has a worse finding already', yaml: mounting('/etc', 'readOnly: false') },
    ],
    fail: [
      { title: 'writable unless it says otherwise', yaml: mounting('/srv/data', 'subPath: web') },
      { title: 'the logs of the node', yaml: mounting('/var/log', 'readOnly: false') },
      {
        title: 'two containers, one of which writes',
        yaml: deployment(`volumes:
  - { name: data, hostPath: { path: /srv/data } }
containers:
  - name: reader
    image: registry.example.com/reader:1.2.3
    volumeMounts: [{ name: data, mountPath: /data, readOnly: true }]
  - name: writer
    image: registry.example.com/writer:1.2.3
    volumeMounts: [{ name: data, mountPath: /data }]`),
      },
    ],
  },
};
