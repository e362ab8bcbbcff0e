import { hostname } from 'node:os';
import { parametersNamespace } from '../../enforcement/index.ts';
import { LeaderElection, type LeaseTimes } from '../../kubernetes/client/index.ts';
import { type ControllerOptions, type ControlWork, PolicyController } from './policy-controller.ts';

export interface PolicyControlOptions extends ControllerOptions {
  readonly leaseTimes?: LeaseTimes;
}

/** What is known of the control of policies. */
export interface ControlState {
  readonly isLeader: boolean;
  /** Of this process in the lease. */
  readonly identity: string;
  /** Who leads, as far as is known. */
  readonly holder: string | undefined;
  /** What the leader is at; undefined elsewhere. */
  readonly work: ControlWork | undefined;
  /** Why its work is failing. */
  readonly trouble: string | undefined;
  readonly orphans: readonly string[];
}

/** The name of the lease by which replicas agree on who controls. */
export const leaseName = 'breakwater-controller';

/** Brings a cluster to what its SecurityPolicies say, in one of several replicas at a time. */
export class PolicyControl {
  readonly #election: LeaderElection;
  #controller: PolicyController | undefined;

  constructor(options: PolicyControlOptions) {
    const { client, leaseTimes, log } = options;
    this.#election = new LeaderElection(
      client,
      {
        namespace: parametersNamespace,
        name: leaseName,
        identity: `${hostname()}_${process.pid}`,
        ...(leaseTimes !== undefined && { times: leaseTimes }),
        log: (message, fields) => log.info(fields, message),
      },
      async (term) => {
        const controller = new PolicyController(options, term);
        this.#controller = controller;
        try {
          await controller.run();
        } finally {
          this.#controller = undefined;
        }
      },
    );
  }

  get state(): ControlState {
    const controller = this.#controller;
    return {
      isLeader: controller !== undefined,
      identity: this.#election.identity,
      holder: this.#election.holder,
      work: controller?.work,
      trouble: controller?.trouble,
      orphans: controller?.orphans ?? [],
    };
  }

  start(): void {
    this.#election.start();
  }

  /** Ends what is under way and gives the lease back. */
  stop(): Promise<void> {
    return this.#election.stop();
  }
}
