import { hash } from 'node:crypto';
import type { CheckTexts, Language } from '../../checks/index.ts';
import type { Finding } from '../../findings/index.ts';
import { type ApiResource, type KubernetesClient, KubernetesError, type Term } from '../../kubernetes/client/index.ts';
import { groupOf, type KubernetesObject, recordOf } from '../../kubernetes/index.ts';
import { clusterReports, isPublished, type ReportFamily, reportFamilies } from '../../reports/index.ts';
import type { Store } from '../../store/index.ts';
import { RepairPace } from '../control/repair-pace.ts';
import { findingInWords } from '../views/findings.ts';
import { digestAnnotation, fieldManager, isMade, OwnReports, type OwnReportsOptions, pathOf } from './own-reports.ts';

export interface ReportPublisherOptions {
  readonly client: KubernetesClient;
  readonly store: Pick<Store, 'findings'>;
  /** Id of the cluster, as the store knows it. */
  readonly cluster: string;
  readonly families: readonly ReportFamily[];
  readonly texts: CheckTexts;
  readonly language: Language;
  readonly log: (message: string, fields: Readonly<Record<string, unknown>>) => void;
}

/** Of one namespace, read at once; a report holds less. */
const mostFindings = 20_000;

/** Keeps the reports of a cluster at what the store knows, namespace by namespace. For one term of a leader. */
export class ReportPublisher {
  readonly #options: ReportPublisherOptions;
  readonly #term: Term;
  readonly #own: OwnReports;
  readonly #pace = new RepairPace();
  /** Paths at which somebody else's report stands: said once. */
  readonly #others = new Set<string>();
  #served: readonly ApiResource[] = [];

  /** @param on told which namespace is not as it was left, and that all may be otherwise */
  constructor(options: ReportPublisherOptions, term: Term, on: Pick<OwnReportsOptions, 'onChange' | 'onReturn'>) {
    this.#options = options;
    this.#term = term;
    this.#own = new OwnReports({
      ...on,
      client: options.client,
      onFailure: (kind, error) => options.log('reports can not be followed', { kind, err: error }),
    });
  }

  /** Looks at which kinds there are, and which reports of ours. @throws KubernetesError */
  async look(): Promise<void> {
    const { client, families } = this.#options;
    const { resources } = await client.discover(this.#term.signal);
    // In the version that is written, whichever else the cluster has.
    this.#served = families.flatMap((family) => {
      const { apiVersion, kind, clusterKind } = reportFamilies[family];
      return resources
        .filter((one) => one.group === groupOf(apiVersion) && (one.kind === kind || one.kind === clusterKind))
        .map((one) => ({ ...one, version: apiVersion.slice(apiVersion.indexOf('/') + 1) }));
    });
    await this.#own.follow(this.#served);
  }

  /** Namespaces that have reports of ours; empty for what is outside of them. */
  namespaces(): ReadonlySet<string> {
    return this.#own.namespaces();
  }

  stop(): Promise<void> {
    return this.#own.stop();
  }

  /**
   * Brings the reports of a namespace to what is found in it.
   * @returns whether it is: somebody who keeps changing one is answered with patience. Throws KubernetesError, StoreError
   */
  async publish(namespace: string): Promise<boolean> {
    const known = this.#served.filter((resource) => this.#own.isKnown(resource));
    if (known.length === 0) return true;
    const findings = await this.#findingsIn(namespace);
    let isDone = true;
    for (const family of this.#options.families) {
      const { apiVersion, kind, clusterKind } = reportFamilies[family];
      const resource = known.find(
        (one) => one.group === groupOf(apiVersion) && one.kind === (namespace === '' ? clusterKind : kind),
      );
      if (resource === undefined) continue;
      const reports = clusterReports(findings, family, namespace === '' ? undefined : namespace);
      const kept = new Set<string>();
      for (const report of reports) {
        const path = pathOf(resource, report.metadata?.namespace, report.metadata?.name ?? '');
        kept.add(path);
        if (!(await this.#apply(resource, path, report))) isDone = false;
      }
      for (const path of this.#own.pathsOf(resource, namespace)) if (!kept.has(path)) await this.#remove(path);
    }
    return isDone;
  }

  async #findingsIn(namespace: string): Promise<readonly Finding[]> {
    const { store, cluster, texts, language } = this.#options;
    const found: Finding[] = [];
    const slices = store.findings.export(
      { cluster, visible: undefined },
      { namespace: [namespace], status: ['open', 'accepted'] },
      { sort: 'severity', order: 'desc' },
    );
    for await (const records of slices) {
      for (const { facts, status } of records) {
        if (!isPublished(facts)) continue;
        const finding = findingInWords(facts, texts, language);
        // Accepted by a person: that stands beside the facts.
        const isAccepted = status === 'accepted' && finding.exception === null;
        found.push(isAccepted ? { ...finding, exception: { reason: '', from: 'user' } } : finding);
      }
      if (found.length >= mostFindings) break;
    }
    return found;
  }

  /** @returns whether it stands there as it should, or is not ours to write */
  async #apply(resource: ApiResource, path: string, report: KubernetesObject): Promise<boolean> {
    const digest = hash('sha256', JSON.stringify(report)).slice(0, 32);
    const before = this.#own.at(path);
    if (before?.digest === digest || !this.#term.holds()) return true;
    const now = performance.now();
    const isRepair = before !== undefined && before.digest === undefined;
    if (isRepair && this.#pace.dueAt(path, report, now) > now) return false;
    if (before === undefined && (await this.#isOfOthers(path))) return true;
    const annotations = { ...report.metadata?.annotations, [digestAnnotation]: digest };
    const { body } = await this.#options.client.request('PATCH', path, {
      query: { fieldManager, force: true },
      contentType: 'application/apply-patch+yaml',
      body: { ...report, metadata: { ...report.metadata, annotations } },
      signal: this.#term.signal,
    });
    this.#own.wrote(resource, path, body);
    if (isRepair) {
      this.#pace.repaired(path, report, now);
      if (this.#pace.isContested(path, now)) this.#options.log('somebody keeps changing a report', { path });
    }
    return true;
  }

  /** Whether somebody else's report has the name. */
  async #isOfOthers(path: string): Promise<boolean> {
    const { client, log } = this.#options;
    let found: unknown;
    try {
      found = await client.get(path, { signal: this.#term.signal });
    } catch (error) {
      if (error instanceof KubernetesError && error.status === 404) return false;
      throw error;
    }
    // Ours, without its labels.
    if (isMade(recordOf(recordOf(found).metadata))) return false;
    if (!this.#others.has(path)) log("not written: somebody else's report has the name", { path });
    this.#others.add(path);
    return true;
  }

  async #remove(path: string): Promise<void> {
    const before = this.#own.at(path);
    if (before === undefined || !this.#term.holds()) return;
    try {
      // Whatever was made under the name since then is not ours.
      const body = { preconditions: { uid: before.uid } };
      await this.#options.client.request('DELETE', path, { body, signal: this.#term.signal });
    } catch (error) {
      // Gone with its namespace, or another one.
      if (!(error instanceof KubernetesError) || (error.status !== 404 && error.status !== 409)) throw error;
    }
    this.#own.removed(path);
  }
}
