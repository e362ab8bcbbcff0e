import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { KubernetesObject } from '../../kubernetes/index.ts';

/**
 * Objects that have to be known but are hardly ever looked at (old ReplicaSets, schemas of CRDs, pods that are like their template) are
 * kept compressed: a tenth of the memory, outside of V8's heap.
 */
export function pack(object: KubernetesObject): Buffer {
  return packText(JSON.stringify(object));
}

export function packText(text: string): Buffer {
  const made = deflateRawSync(text, { level: 3 });
  // What zlib returns is the start of a buffer of 16 KB, and a small copy shares its slab with such: memory of its own.
  const packed = Buffer.allocUnsafeSlow(made.length);
  made.copy(packed);
  return packed;
}

export function unpack(packed: Buffer): KubernetesObject {
  return JSON.parse(inflateRawSync(packed).toString()) as KubernetesObject;
}
