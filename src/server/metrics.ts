import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Severity } from '../checks/index.ts';
import type { KindState } from '../inventory/cluster/index.ts';
import { type LeftAlone, leftAloneSchema, policyControlSchema } from './contract/index.ts';
import type { ControlState } from './control/index.ts';

/** What is only known when somebody asks. */
export interface Measured {
  /** Undefined before the first assessment. */
  readonly totals: { readonly open: Readonly<Record<Severity, number>>; readonly accepted: number } | undefined;
  readonly kinds: readonly KindState[];
  readonly objects: number;
  readonly assessedAt: string | undefined;
  readonly liveConnections: number;
  /** Of this process's controller of policies; undefined where it has none. */
  readonly control: ControlState | undefined;
  /** What any controller left as it is. */
  readonly left: readonly LeftAlone[];
}

/** What a controller can be at. */
const works = policyControlSchema.shape.work.unwrap().options;

/** Policies that have figures of their own. */
const mostPolicies = 100;

/** Figures of the server, for Prometheus. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #requests: Histogram<'method' | 'route' | 'status'>;
  readonly #assessments: Histogram<'complete'>;
  readonly #changes: Histogram;
  readonly #failures: Counter;
  readonly #findings: Gauge<'severity'>;
  readonly #accepted: Gauge;
  readonly #kinds: Gauge<'state'>;
  readonly #objects: Gauge;
  readonly #assessedAt: Gauge;
  readonly #live: Gauge;
  readonly #reviews: Histogram<'mode' | 'outcome'>;
  readonly #decisions: Counter<'policy' | 'check' | 'verdict'>;
  readonly #lost: Counter;
  readonly #configured: Gauge;
  readonly #certificate: Gauge;
  readonly #leading: Gauge;
  readonly #work: Gauge<'state'>;
  readonly #left: Gauge<'reason'>;
  readonly #policies = new Set<string>();

  constructor() {
    const registers = [this.#registry];
    // The event loop's lag is among them.
    collectDefaultMetrics({ register: this.#registry, prefix: 'breakwater_' });
    this.#requests = new Histogram({
      name: 'breakwater_http_request_duration_seconds',
      help: 'Time to answer a request, by route',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.005, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 3, 10],
      registers,
    });
    this.#assessments = new Histogram({
      name: 'breakwater_assessment_duration_seconds',
      help: 'Time to assess and store a change, or everything (complete)',
      labelNames: ['complete'],
      buckets: [0.005, 0.02, 0.05, 0.1, 0.5, 1, 5, 10, 30],
      registers,
    });
    this.#changes = new Histogram({
      name: 'breakwater_change_delay_seconds',
      help: 'Time from the arrival of a change of the cluster until it is assessed and stored, waiting included',
      buckets: [0.005, 0.01, 0.015, 0.02, 0.025, 0.03, 0.04, 0.05, 0.075, 0.1, 0.25, 0.5, 1, 5, 30],
      registers,
    });
    this.#failures = new Counter({
      name: 'breakwater_assessment_failures_total',
      help: 'Assessments that failed and were tried again',
      registers,
    });
    this.#findings = new Gauge({
      name: 'breakwater_findings_open',
      help: 'Open findings',
      labelNames: ['severity'],
      registers,
    });
    this.#accepted = new Gauge({ name: 'breakwater_findings_accepted', help: 'Accepted findings', registers });
    this.#kinds = new Gauge({
      name: 'breakwater_watched_kinds',
      help: 'Kinds of objects, by the state of their watch',
      labelNames: ['state'],
      registers,
    });
    this.#objects = new Gauge({ name: 'breakwater_objects', help: 'Objects that are assessed', registers });
    this.#assessedAt = new Gauge({
      name: 'breakwater_assessed_timestamp_seconds',
      help: 'When the last change was assessed; 0 before the first assessment',
      registers,
    });
    this.#live = new Gauge({ name: 'breakwater_live_connections', help: 'Open event streams', registers });
    this.#reviews = new Histogram({
      name: 'breakwater_admission_duration_seconds',
      help: 'Time to answer a review of the admission webhook, by fail mode and outcome',
      labelNames: ['mode', 'outcome'],
      buckets: [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 2],
      registers,
    });
    this.#decisions = new Counter({
      name: 'breakwater_admission_decisions_total',
      help: 'What policies said at admission: each request once without a check, and once for each check that failed',
      labelNames: ['policy', 'check', 'verdict'],
      registers,
    });
    this.#lost = new Counter({
      name: 'breakwater_admission_samples_lost_total',
      help: 'Samples of decisions that could not be stored; they are counted all the same',
      registers,
    });
    this.#configured = new Gauge({
      name: 'breakwater_admission_configured',
      help: 'Whether the last look found certificate and configuration of the webhook as they should be, or made them so',
      registers,
    });
    this.#certificate = new Gauge({
      name: 'breakwater_admission_certificate_expiry_timestamp_seconds',
      help: 'When the certificate that the webhook serves ends',
      registers,
    });
    this.#leading = new Gauge({
      name: 'breakwater_policy_control_leading',
      help: 'Whether this process is the one that brings the cluster to what its SecurityPolicies say',
      registers,
    });
    this.#work = new Gauge({
      name: 'breakwater_policy_control_state',
      help: 'What this process is at while it leads: 1 for that, 0 for all else',
      labelNames: ['state'],
      registers,
    });
    this.#left = new Gauge({
      name: 'breakwater_policy_control_left_alone',
      help: 'SecurityPolicies that are not brought to what they say, and policies that are gone but whose objects stay, by reason',
      labelNames: ['reason'],
      registers,
    });
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  /** @param route as the table has it: what was asked for in fact would be a label without end */
  answered(method: string, route: string, status: number, seconds: number): void {
    this.#requests.observe({ method, route, status: String(status) }, seconds);
  }

  assessed(seconds: number, complete: boolean): void {
    this.#assessments.observe({ complete: String(complete) }, seconds);
  }

  /** A change of the cluster is in the database. */
  reflected(seconds: number): void {
    this.#changes.observe(seconds);
  }

  assessmentFailed(): void {
    this.#failures.inc();
  }

  /** A review of the webhook was answered. */
  reviewed(mode: string, outcome: string, seconds: number): void {
    this.#reviews.observe({ mode, outcome }, seconds);
  }

  /** What a policy said; beyond so many policies they are counted together. */
  decided(policy: string, check: string, verdict: string): void {
    if (this.#policies.size < mostPolicies) this.#policies.add(policy);
    this.#decisions.inc({ policy: this.#policies.has(policy) ? policy : '(others)', check, verdict });
  }

  decisionsLost(): void {
    this.#lost.inc();
  }

  webhookConfigured(isConfigured: boolean): void {
    this.#configured.set(isConfigured ? 1 : 0);
  }

  webhookCertificate(until: Date): void {
    this.#certificate.set(until.getTime() / 1000);
  }

  /** All figures as text. */
  async text(measured: Measured): Promise<string> {
    if (measured.totals !== undefined) {
      const { open, accepted } = measured.totals;
      for (const [severity, count] of Object.entries(open)) this.#findings.set({ severity }, count);
      this.#accepted.set(accepted);
    }
    for (const state of ['syncing', 'live', 'retrying', 'forbidden', 'recorded'])
      this.#kinds.set({ state }, measured.kinds.filter((kind) => kind.state === state).length);
    this.#objects.set(measured.objects);
    this.#assessedAt.set(measured.assessedAt === undefined ? 0 : Date.parse(measured.assessedAt) / 1000);
    this.#live.set(measured.liveConnections);
    this.#leading.set(measured.control?.isLeader === true ? 1 : 0);
    for (const state of works) this.#work.set({ state }, measured.control?.work === state ? 1 : 0);
    for (const reason of leftAloneSchema.shape.reason.options)
      this.#left.set({ reason }, measured.left.filter((one) => one.reason === reason).length);
    return await this.#registry.metrics();
  }
}
