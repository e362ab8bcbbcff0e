import { type ApiResource, type KubernetesClient, KubernetesError } from '../../kubernetes/client/index.ts';
import type { KubernetesObject } from '../../kubernetes/index.ts';
import { isToolReport, toolReportOf } from './kinds.ts';
import type { ToolReport } from './tool-result.ts';

/** A report of a cluster. */
export interface ListedReport extends ToolReport {
  readonly groupKind: string;
  readonly namespace: string | undefined;
  readonly name: string;
}

export interface ListedReports {
  readonly reports: readonly ListedReport[];
  /** Kinds that could not be listed: nothing is known of what they say. */
  readonly failures: readonly { readonly groupKind: string; readonly message: string }[];
  /** Whether there are more results than are taken. */
  readonly isCut: boolean;
}

/** Results taken of a cluster: what is not taken is said. */
const mostInAll = 100_000;
/** Reports can be large: fewer at once than of other kinds. */
const pageSize = 50;

/** What other tools say in a cluster, report by report. @throws KubernetesError where it can't be asked which kinds there are */
export async function listToolReports(client: KubernetesClient, signal?: AbortSignal): Promise<ListedReports> {
  const { resources, failures } = await client.discover(signal);
  const reports: ListedReport[] = [];
  const failed = failures
    .filter(({ groupVersion }) => groups.test(groupVersion))
    .map(({ groupVersion, message }) => ({ groupKind: groupVersion, message }));
  let results = 0;
  for (const resource of resources.filter(isListed)) {
    const groupKind = `${resource.group}/${resource.kind}`;
    try {
      for (const object of await allOf(client, resource, signal)) {
        const report = toolReportOf(object);
        if (report === undefined) continue;
        results += report.results.length;
        if (results > mostInAll) return { reports, failures: failed, isCut: true };
        const { namespace, name = '' } = object.metadata ?? {};
        reports.push({ ...report, groupKind, namespace, name });
      }
    } catch (error) {
      if (!(error instanceof KubernetesError)) throw error;
      failed.push({ groupKind, message: error.message });
    }
  }
  return { reports, failures: failed, isCut: false };
}

const groups = /^(?:wgpolicyk8s\.io|openreports\.io|aquasecurity\.github\.io|constraints\.gatekeeper\.sh)\//;

function isListed({ group, kind, plural, verbs }: ApiResource): boolean {
  return isToolReport(group, kind) && verbs.includes('list') && !plural.includes('/');
}

async function allOf(
  client: KubernetesClient,
  resource: ApiResource,
  signal: AbortSignal | undefined,
): Promise<readonly KubernetesObject[]> {
  let objects: KubernetesObject[] = [];
  for await (const { items, anew } of client.listPages(resource, { pageSize, ...(signal && { signal }) })) {
    if (anew) objects = [];
    objects.push(...items);
  }
  return objects;
}
