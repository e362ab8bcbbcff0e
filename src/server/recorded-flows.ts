import type { FastifyBaseLogger } from 'fastify';
import { podAddressesOf } from '../inventory/cluster/index.ts';
import { EdgeBook, type FlowEdges, Places, podsSeenOf, readFlows } from '../network/flows/index.ts';
import { endpointsOf } from '../network/reachability/index.ts';
import type { ClusterWatch } from './watch/index.ts';

/** What was recorded of a cluster's connections: files that are read once, after the start; they may be gigabytes. */
export class RecordedFlows {
  readonly #files: readonly string[];
  readonly #log: FastifyBaseLogger;
  #edges: FlowEdges | undefined;
  #failed = false;
  #reading: Promise<void> | undefined;

  constructor(files: readonly string[], log: FastifyBaseLogger) {
    this.#files = files;
    this.#log = log;
  }

  get state(): 'none' | 'reading' | 'read' | 'failed' {
    if (this.#files.length === 0) return 'none';
    return this.#failed ? 'failed' : this.#edges === undefined ? 'reading' : 'read';
  }

  /** Connections by workload; undefined where none are read, or not yet. */
  get edges(): FlowEdges | undefined {
    return this.#edges;
  }

  /** Reads the files and joins them to the workloads that are there then. What can't be read is logged, and said in the console. */
  read(watch: Pick<ClusterWatch, 'inventory' | 'state'>): Promise<void> {
    this.#reading ??= this.#readAll(watch).catch((error: unknown) => {
      this.#failed = true;
      this.#log.error({ err: error }, 'recorded flows could not be read');
    });
    return this.#reading;
  }

  async #readAll({ inventory, state }: Pick<ClusterWatch, 'inventory' | 'state'>): Promise<void> {
    if (this.#files.length === 0) return;
    const endpoints = endpointsOf(inventory, podAddressesOf(state));
    const book = new EdgeBook(new Places(inventory, endpoints, podsSeenOf(state)), endpoints);
    for (const file of this.#files) {
      const { flows, unreadable, cut } = await readFlows(file, (flow) => book.add(flow));
      if (flows === 0) throw new Error(`${file}: no flow is in it`);
      if (unreadable > 0 || cut !== undefined)
        this.#log.warn({ file, unreadable, cut: cut ?? null }, 'some recorded flows were not read');
    }
    this.#edges = book.edges();
  }
}
