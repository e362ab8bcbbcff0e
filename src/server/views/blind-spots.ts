import type { Language } from '../../checks/index.ts';
import { blindSpotSaid, type BlindSpot as SourceSpot } from '../../inventory/cluster/index.ts';
import { saidText } from '../../inventory/index.ts';
import { formatVersion, parseVersion, supportedVersions } from '../../kubernetes/index.ts';
import type { Visible } from '../../store/index.ts';
import type { BlindSpot } from '../contract/index.ts';
import type { ClusterWatch } from '../watch/index.ts';
import { blindSpotTexts } from './blind-spot-texts.ts';
import { isVisible } from './resource.ts';

/** Unanswered questions that are named one by one. */
const mostNamed = 50;
/** Longest detail, in characters: it is the API server's. */
const longestDetail = 500;

/** Everything that can't be seen or answered now: what a user sees some namespaces of, without what concerns only others. */
export function blindSpotsOf(watch: ClusterWatch, visible: Visible, language: Language): BlindSpot[] {
  const { state, coverage, diagnostics, failure, assessedAt } = watch;
  const text = blindSpotTexts[language];
  const spots: BlindSpot[] = [];
  if (failure !== undefined) spots.push(spot('check-failed', text.failing(assessedAt ?? '–')));
  for (const one of state.blindSpots) {
    if (one.namespace !== undefined && !isVisible(visible, one.namespace)) continue;
    spots.push({
      ...spot(one.code, saidText(blindSpotSaid(shortened(one)), language)),
      kind: one.groupKind ?? null,
      namespace: one.namespace ?? null,
    });
  }
  const version = parseVersion(state.facts.version ?? '');
  if (version === undefined) spots.push(spot('version', text.versionUnknown));
  else if (!supportedVersions.some((known) => known === formatVersion(version)))
    spots.push(spot('version', text.version(formatVersion(version), supportedVersions.join(', '))));
  if (coverage !== undefined && coverage.notConfigured.length > 0)
    spots.push(spot('not-configured', text.notConfigured(coverage.notConfigured)));
  const shown = diagnostics.filter(({ file }) => visible === undefined || isVisible(visible, namespaceOf(file)));
  for (const { file = '', said } of shown.slice(0, mostNamed))
    spots.push(spot('check-failed', text.evaluation(file, saidText(said, language))));
  if (shown.length > mostNamed) spots.push(spot('check-failed', text.moreEvaluations(shown.length - mostNamed)));
  return spots;
}

function spot(code: BlindSpot['code'], message: string): BlindSpot {
  return { code, message, kind: null, namespace: null };
}

function shortened(spot: SourceSpot): SourceSpot {
  return { ...spot, detail: spot.detail.slice(0, longestDetail) };
}

/** `Deployment/shop/web` → `shop`: how objects of a cluster name their place. */
function namespaceOf(place: string | undefined): string | undefined {
  const parts = (place ?? '').split('/');
  return parts.length === 3 ? parts[1] : undefined;
}
