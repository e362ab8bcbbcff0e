import { createHash } from 'node:crypto';
import type { CheckTexts, Language } from '../../checks/index.ts';
import { type Finding, type FindingFacts, toolOfCheck } from '../../findings/index.ts';
import {
  type ApiResource,
  collectionPath,
  type KubernetesClient,
  KubernetesError,
  type Term,
} from '../../kubernetes/client/index.ts';
import { groupOf, type KubernetesObject } from '../../kubernetes/index.ts';
import { clusterReports, type ReportFamily, reportFamilies, reportLabels } from '../../reports/index.ts';
import type { Store } from '../../store/index.ts';
import { findingInWords } from '../views/findings.ts';

export interface ReportPublisherOptions {
  readonly client: KubernetesClient;
  readonly store: Pick<Store, 'findings'>;
  /** Id of the cluster, as the store knows it. */
  readonly cluster: string;
  readonly families: readonly ReportFamily[];
  readonly texts: CheckTexts;
  readonly language: Language;
}

/** Who owns the fields of what is written. */
const fieldManager = 'breakwater-reports';
/** What a report was made of: one that says the same is not written again. */
const digestAnnotation = 'breakwater.dev/digest';
/** Of one namespace, read at once; a report holds less. */
const mostFindings = 20_000;

/** Keeps the reports of a cluster at what the store knows, namespace by namespace. For one term of a leader. */
export class ReportPublisher {
  readonly #options: ReportPublisherOptions;
  readonly #term: Term;
  /** Digests of our reports, by path. */
  readonly #written = new Map<string, string>();
  #served: readonly ApiResource[] = [];

  constructor(options: ReportPublisherOptions, term: Term) {
    this.#options = options;
    this.#term = term;
  }

  /** Whether the cluster has the definitions of any of the wanted kinds. */
  get isServed(): boolean {
    return this.#served.length > 0;
  }

  /**
   * Looks at which kinds there are, and which reports of ours.
   * @returns the namespaces that have some; the empty text stands for outside of namespaces. Throws KubernetesError
   */
  async look(): Promise<ReadonlySet<string>> {
    const { client, families } = this.#options;
    const { signal } = this.#term;
    const { resources } = await client.discover(signal);
    const wanted = families.map((family) => reportFamilies[family]);
    this.#served = resources.filter(({ group, kind }) =>
      wanted.some((one) => groupOf(one.apiVersion) === group && (one.kind === kind || one.clusterKind === kind)),
    );
    this.#written.clear();
    const namespaces = new Set<string>();
    for (const resource of this.#served)
      for await (const { items } of client.listPages(resource, { metadataOnly: true, signal }))
        for (const { metadata } of items) {
          const { name, namespace, labels, annotations } = metadata ?? {};
          if (name === undefined || !isOurs(labels)) continue;
          this.#written.set(pathOf(resource, namespace, name), annotations?.[digestAnnotation] ?? '');
          namespaces.add(namespace ?? '');
        }
    return namespaces;
  }

  /** Brings the reports of a namespace to what is found in it. @throws KubernetesError, StoreError */
  async publish(namespace: string): Promise<void> {
    if (this.#served.length === 0) return;
    const findings = await this.#findingsIn(namespace);
    for (const family of this.#options.families) {
      const { apiVersion, kind, clusterKind } = reportFamilies[family];
      const resource = this.#served.find(
        (one) => one.group === groupOf(apiVersion) && one.kind === (namespace === '' ? clusterKind : kind),
      );
      if (resource === undefined) continue;
      const reports = clusterReports(findings, family, namespace === '' ? undefined : namespace);
      const kept = new Set<string>();
      for (const report of reports) {
        const path = pathOf(resource, report.metadata?.namespace, report.metadata?.name ?? '');
        kept.add(path);
        await this.#apply(path, report);
      }
      const collection = `${collectionPath(resource, namespace === '' ? undefined : namespace)}/`;
      for (const path of [...this.#written.keys()])
        if (path.startsWith(collection) && !kept.has(path)) await this.#remove(path);
    }
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

  async #apply(path: string, report: KubernetesObject): Promise<void> {
    const digest = createHash('sha256').update(JSON.stringify(report)).digest('hex').slice(0, 32);
    if (this.#written.get(path) === digest || !this.#term.holds()) return;
    const annotations = { ...report.metadata?.annotations, [digestAnnotation]: digest };
    await this.#options.client.request('PATCH', path, {
      query: { fieldManager, force: true },
      contentType: 'application/apply-patch+yaml',
      body: { ...report, metadata: { ...report.metadata, annotations } },
      signal: this.#term.signal,
    });
    this.#written.set(path, digest);
  }

  async #remove(path: string): Promise<void> {
    if (!this.#term.holds()) return;
    try {
      await this.#options.client.request('DELETE', path, { signal: this.#term.signal });
    } catch (error) {
      // Gone with its namespace.
      if (!(error instanceof KubernetesError) || error.status !== 404) throw error;
    }
    this.#written.delete(path);
  }
}

/**
 * What other tools said stands in their own reports; and what is said of a report would be said in one, which is something to say of it
 * again.
 */
export function isPublished({ check, resource }: Pick<FindingFacts, 'check' | 'resource'>): boolean {
  if (check.startsWith('tool-') || toolOfCheck(check) !== undefined) return false;
  const group = groupOf(resource.apiVersion);
  return !Object.values(reportFamilies).some(({ apiVersion }) => groupOf(apiVersion) === group);
}

function isOurs(labels: Readonly<Record<string, string>> | undefined): boolean {
  return Object.entries(reportLabels).every(([key, value]) => labels?.[key] === value);
}

function pathOf(resource: ApiResource, namespace: string | undefined, name: string): string {
  return `${collectionPath(resource, namespace)}/${encodeURIComponent(name)}`;
}
