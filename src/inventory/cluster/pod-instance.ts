import { listOf, recordOf, stringOf, textOf } from '../../kubernetes/index.ts';
import type { PodInstance } from './state.ts';
import type { SharedTexts } from './trim.ts';

type Runs = PodInstance['runs'];

/** Lists of images known at most: after that all are forgotten, which costs nothing but memory. */
const mostShared = 20_000;

/** Makes instances of pods; those of one workload run the same images, which are kept once. */
export class PodInstances {
  readonly #texts: SharedTexts;
  readonly #runs = new Map<string, Runs>();

  constructor(texts: SharedTexts) {
    this.#texts = texts;
  }

  of(namespace: string, name: string, pod: Readonly<Record<string, unknown>>): PodInstance {
    const status = recordOf(pod.status);
    const node = stringOf(recordOf(pod.spec).nodeName);
    const ip = stringOf(status.podIP);
    const started = stringOf(status.startTime);
    const statuses = statusLists.flatMap((field) => listOf(status[field]).map(recordOf));
    return {
      name,
      namespace: this.#texts.of(namespace),
      phase: this.#texts.of(stringOf(status.phase) ?? 'Unknown'),
      ...(node !== undefined && { node: this.#texts.of(node) }),
      ...(ip !== undefined && { ip }),
      ...(started !== undefined && { started }),
      restarts: statuses.reduce((sum, { restartCount }) => sum + (Number(restartCount) || 0), 0),
      runs: this.#shared(statuses.map((one) => ({ container: textOf(one.name), image: imageOf(one) }))),
    };
  }

  #shared(runs: Runs): Runs {
    const key = JSON.stringify(runs);
    const known = this.#runs.get(key);
    if (known !== undefined) return known;
    if (this.#runs.size >= mostShared) this.#runs.clear();
    this.#runs.set(key, runs);
    return runs;
  }
}

const statusLists = ['initContainerStatuses', 'containerStatuses', 'ephemeralContainerStatuses'];

/** With the digest in its registry where the kubelet knows it; `imageID` may be the runtime's own name for it. */
function imageOf({ image, imageID }: Readonly<Record<string, unknown>>): string {
  const id = textOf(imageID).replace(/^[a-z-]+:\/\//, '');
  return id.includes('@sha256:') ? id : textOf(image);
}
