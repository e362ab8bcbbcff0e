/** By how many minor versions a kubelet is behind the API server; 0 where it is not, or where either is no version. */
export function minorsBehind(kubelet: string, server: string | null): number {
  const [at, of] = [minorOf(kubelet), minorOf(server ?? '')];
  return at === undefined || of === undefined ? 0 : Math.max(0, of - at);
}

function minorOf(version: string): number | undefined {
  const minor = /^v?1\.(\d{1,3})\b/.exec(version)?.[1];
  return minor === undefined ? undefined : Number(minor);
}
