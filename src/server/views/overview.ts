import type { Language } from '../../checks/index.ts';
import type { Scope, Store } from '../../store/index.ts';
import type { Overview, TopRisk } from '../contract/index.ts';
import type { Services } from '../services.ts';
import type { ClusterWatch } from '../watch/index.ts';
import { blindSpotsOf } from './blind-spots.ts';
import { findingInWords } from './findings.ts';
import { isVisible, resourceOfFinding } from './resource.ts';

const day = 24 * 3_600_000;
/** How many risks and namespaces matter most. */
const most = 10;

/** What somebody asks first: how it stands, what changed, what matters most, and what is not known. */
export async function overview(
  scope: Scope,
  language: Language,
  now: Date,
  { store, watch, texts: allTexts }: Pick<Services, 'store' | 'watch' | 'texts'>,
): Promise<Overview> {
  const texts = allTexts[language];
  const [totals, changes, topRisks, namespaces, workloads, yesterday] = await Promise.all([
    store.overview.totals(scope),
    store.overview.changes(scope, new Date(now.getTime() - day).toISOString()),
    store.overview.topRisks(scope, most),
    store.overview.namespaces(scope, most),
    store.workloads.totals(scope),
    yesterdayOf(store, scope, now),
  ]);
  return {
    open: { ...totals.open },
    accepted: totals.accepted,
    risk: totals.risk,
    yesterday,
    changes: {
      opened: changes.opened,
      resolved: changes.resolved,
      reopened: changes.reopened,
      items: changes.items.map(({ at, type, finding }) => {
        const { title, severity, resource } = findingInWords(finding.facts, texts, language);
        const { fingerprint } = finding.facts;
        return { at, type, fingerprint, title, severity, resource: resourceOfFinding(resource) };
      }),
    },
    topRisks: topRisks.map(({ finding: { facts }, alike }): TopRisk => {
      const { check, title, severity, risk, resource, fingerprint, fix } = findingInWords(facts, texts, language);
      return {
        check,
        title,
        why: texts[check]?.why ?? '',
        action: texts[check]?.action ?? '',
        severity,
        risk: risk.score,
        riskFactors: risk.factors.map(({ name, weight }) => ({ name, weight })),
        resource: resourceOfFinding(resource),
        fingerprint,
        alike,
        hasFix: fix !== null,
      };
    }),
    namespaces: namespaces.map(({ name, open, risk }) => ({ name, open: { ...open }, risk })),
    coverage: { ...coverageOf(watch, scope, language), ...workloads },
  };
}

async function yesterdayOf(store: Store, scope: Scope, now: Date): Promise<Overview['yesterday']> {
  const wanted = new Date(now.getTime() - day).toISOString().slice(0, 10);
  const days = await store.trends.days(scope, { days: 2, now: now.toISOString() });
  const found = days.find((one) => one.day === wanted);
  return found === undefined ? null : { open: { ...found.open }, risk: found.risk };
}

function coverageOf(
  watch: ClusterWatch,
  { visible }: Scope,
  language: Language,
): Omit<Overview['coverage'], 'workloads' | 'pods' | 'namespaces'> {
  const { state, coverage } = watch;
  let objects = state.objects.size;
  if (visible !== undefined) {
    objects = 0;
    for (const { namespace } of state.objects.values()) if (isVisible(visible, namespace)) objects++;
  }
  return {
    objects,
    kinds: state.kinds.filter(({ state: read }) => read !== 'forbidden').length,
    checksAsked: coverage?.asked.length ?? 0,
    checksNotConfigured: coverage?.notConfigured.length ?? 0,
    blindSpots: blindSpotsOf(watch, visible, language),
    assessedAt: watch.assessedAt ?? null,
  };
}
