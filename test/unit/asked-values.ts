/** A value for every name that a fix asks for, as a user would give them with `--set`. */
export const askedValues = {
  runAsUser: 10001,
  runAsGroup: 10001,
  fsGroup: 10001,
  cpuLimit: '1',
  cpuRequest: '100m',
  memoryLimit: '128Mi',
  memoryRequest: '128Mi',
  emptyDirSize: '1Gi',
  ephemeralStorageLimit: '1Gi',
  ephemeralStorageRequest: '1Gi',
  minReplicas: 2,
  priorityClassName: 'system-cluster-critical',
  runtimeClassName: 'gvisor',
  startingDeadlineSeconds: 300,
  ttlSecondsAfterFinished: 3600,
};
