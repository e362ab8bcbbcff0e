import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { inventoryOf, podAddressesOf, readRecording } from '../../src/inventory/cluster/index.ts';
import { endpointsOf } from '../../src/network/reachability/index.ts';

/**
 * `node examples/harbor/flows.ts`: a week of the company's traffic, as examples/harbor.flows.jsonl.gz. Made up like the rest; the same every
 * time.
 */
const root = fileURLToPath(new URL('../..', import.meta.url));
const file = join(root, 'examples/harbor.flows.jsonl.gz');
/** Days of it, ISO 8601: the recording was made on the next. */
const week = Array.from({ length: 7 }, (_, index) => `2026-11-${18 + index}`);

/** An end: a workload, `NAMESPACE/NAME` of one, `nodes`, or an address. */
interface Traffic {
  readonly from: string;
  readonly to: string;
  readonly port: string;
  /** Connections a day. */
  readonly daily: number;
  /** On which days of the week, from 0; absent: on all. */
  readonly days?: readonly number[];
  /** Stopped by a policy when it was recorded. */
  readonly denied?: boolean;
}

const traffic: readonly Traffic[] = [
  // Customers.
  { from: '203.0.113.24', to: 'ingress-nginx/ingress-nginx-controller', port: '443', daily: 48_000 },
  { from: '198.51.100.7', to: 'ingress-nginx/ingress-nginx-controller', port: '80', daily: 2_100 },
  { from: '203.0.113.90', to: 'gateway-system/gateway-portal', port: '8443', daily: 31_000 },
  { from: 'gateway-system/gateway-portal', to: 'portal-prod/portal-web', port: '8080', daily: 24_000 },
  { from: 'gateway-system/gateway-portal', to: 'portal-prod/portal-bff', port: '8080', daily: 19_000 },
  { from: 'portal-prod/portal-bff', to: 'portal-prod/portal-sessions', port: '6379', daily: 19_000 },
  { from: 'portal-prod/portal-bff', to: 'portal-prod/document-converter', port: '3000', daily: 320 },
  { from: 'portal-prod/portal-bff', to: 'billing-prod/invoices', port: '8080', daily: 1_450 },
  { from: 'portal-prod/portal-bff', to: 'tracking-prod/tracking-api', port: '8080', daily: 8_200 },
  { from: 'ingress-nginx/ingress-nginx-controller', to: 'booking-prod/booking-api', port: '8080', daily: 12_500 },
  { from: 'ingress-nginx/ingress-nginx-controller', to: 'tracking-prod/tracking-api', port: '8080', daily: 9_800 },
  { from: 'ingress-nginx/ingress-nginx-controller', to: 'tracking-prod/map-tiles', port: '80', daily: 21_000 },
  { from: 'ingress-nginx/ingress-nginx-controller', to: 'identity/sign-in', port: '8443', daily: 2_900 },
  { from: 'ingress-nginx/ingress-nginx-controller', to: 'terminal-prod/gate-kiosk', port: '8000', daily: 1_300 },
  // Booking and billing.
  { from: 'booking-prod/booking-api', to: 'booking-prod/booking-db', port: '5432', daily: 12_500 },
  { from: 'booking-prod/booking-api', to: 'booking-prod/quotes', port: '8080', daily: 4_700 },
  { from: 'booking-prod/booking-mail', to: '192.0.2.25', port: '587', daily: 640 },
  { from: 'billing-prod/invoices', to: 'billing-prod/ledger-db', port: '5432', daily: 1_500 },
  { from: 'billing-prod/invoices', to: 'billing-prod/tariffs', port: '8080', daily: 1_450 },
  { from: 'billing-prod/payments', to: 'billing-prod/ledger-db', port: '5432', daily: 410 },
  { from: 'billing-prod/invoice-run', to: 'billing-prod/ledger-db', port: '5432', daily: 1 },
  { from: 'identity/sign-in', to: 'identity/identity-db', port: '5432', daily: 2_900 },
  { from: 'identity/directory-sync', to: '172.20.50.10', port: '636', daily: 24 },
  // The terminal, tracking and customs.
  { from: '172.20.30.14', to: 'terminal-prod/telemetry-broker', port: '1883', daily: 9_400 },
  { from: 'terminal-prod/gate-kiosk', to: 'terminal-prod/gate-control', port: '8080', daily: 1_300 },
  { from: 'terminal-prod/gate-control', to: 'terminal-prod/plate-reader', port: '8080', daily: 1_290 },
  { from: 'terminal-prod/gate-control', to: 'booking-prod/booking-api', port: '8080', daily: 1_280, denied: true },
  { from: 'terminal-prod/crane-dispatch', to: 'terminal-prod/yard-map', port: '8080', daily: 3_600 },
  { from: 'terminal-prod/berth-planner', to: 'tracking-prod/positions', port: '8080', daily: 480 },
  { from: '198.51.100.61', to: 'tracking-prod/ais-ingest', port: '4001', daily: 96 },
  { from: 'tracking-prod/ais-ingest', to: 'tracking-prod/stream', port: '9092', daily: 960 },
  { from: 'tracking-prod/positions', to: 'tracking-prod/stream', port: '9092', daily: 960 },
  { from: 'tracking-prod/positions', to: 'tracking-prod/positions-db', port: '5432', daily: 7_700 },
  { from: 'tracking-prod/tracking-api', to: 'tracking-prod/positions', port: '8080', daily: 17_500 },
  { from: 'customs-prod/declarations', to: 'customs-prod/tariff-codes', port: '8080', daily: 870 },
  { from: 'customs-prod/declarations', to: 'customs-prod/declaration-archive', port: '9000', daily: 430 },
  { from: 'customs-prod/declarations', to: 'customs-prod/authority-connector', port: '9443', daily: 430 },
  { from: 'legacy-edi/edi-translator', to: 'customs-prod/declarations', port: '8080', daily: 55 },
  { from: 'legacy-edi/as2-gateway', to: 'legacy-edi/partner-sftp', port: '22', daily: 12 },
  // The platform.
  { from: 'monitoring/grafana', to: 'monitoring/prometheus', port: '9090', daily: 5_200 },
  { from: 'monitoring/prometheus', to: 'monitoring/alertmanager', port: '9093', daily: 1_440 },
  { from: 'monitoring/prometheus', to: 'monitoring/kube-state-metrics', port: '8080', daily: 2_880 },
  { from: 'monitoring/prometheus', to: 'nodes', port: '10250', daily: 25_900 },
  { from: 'logging/fluent-bit', to: 'logging/opensearch', port: '9200', daily: 17_000 },
  { from: 'logging/opensearch-dashboards', to: 'logging/opensearch', port: '9200', daily: 700 },
  { from: 'argocd/argocd-server', to: 'argocd/argocd-redis', port: '6379', daily: 1_100 },
  { from: 'argocd/argocd-application-controller', to: 'argocd/argocd-repo-server', port: '8081', daily: 2_880 },
  { from: 'ci/runner', to: 'ci/build-cache', port: '5000', daily: 520, days: [0, 1, 2, 5, 6] },
  { from: 'data-platform/airflow-scheduler', to: 'data-platform/lake', port: '9000', daily: 260 },
  { from: 'data-platform/customer-export', to: 'data-platform/lake', port: '9000', daily: 1 },
  // What policies stop: the worker that nobody wrote a rule for, scrapes, somebody who looks around.
  { from: 'booking-prod/booking-worker', to: 'booking-prod/booking-db', port: '5432', daily: 2_880, denied: true },
  { from: 'monitoring/prometheus', to: 'billing-prod/invoices', port: '8080', daily: 2_880, denied: true },
  { from: 'sandbox/chat-assistant', to: 'billing-prod/ledger-db', port: '5432', daily: 14, days: [5], denied: true },
  { from: 'sandbox/chat-assistant', to: 'identity/identity-db', port: '5432', daily: 9, days: [5], denied: true },
  // Before billing was closed, in the week's middle.
  { from: 'data-platform/customer-export', to: 'billing-prod/ledger-db', port: '5432', daily: 1, days: [0, 1, 2] },
];

const { state } = await readRecording(join(root, 'examples/harbor.recording'));
const endpoints = endpointsOf(inventoryOf(state), podAddressesOf(state));
const dns: readonly Traffic[] = endpoints
  .filter(({ isHost, namespace, object }) => !isHost && object?.kind !== 'Pod' && namespace !== 'kube-system')
  .map(({ namespace, object }) => ({
    from: `${namespace}/${object?.name}`,
    to: 'kube-system/coredns',
    port: '53/UDP',
    daily: 600,
    // Its rules name what it connects to and forget names.
    denied: object?.name === 'booking-api' && namespace === 'booking-prod',
  }));

let seed = 42;
/** The same numbers every time. */
function random(): number {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
  return seed / 2 ** 32;
}

function endOf(name: string): object {
  if (name === 'nodes') return { node: 'worker-1' };
  if (!name.includes('/')) return { address: name };
  const found = endpoints.find(({ namespace, object }) => object?.kind !== 'Pod' && `${namespace}/${object?.name}` === name);
  if (found === undefined) throw new Error(`${name} is not in the recording`);
  return { workload: found.name };
}

const lines = week.flatMap((day, index) =>
  [...traffic, ...dns]
    .filter(({ days }) => days === undefined || days.includes(index))
    .map(({ from, to, port, daily, denied }) => {
      const [number = '', protocol = 'TCP'] = port.split('/');
      const hour = String(6 + Math.floor(random() * 16)).padStart(2, '0');
      return JSON.stringify({
        time: `${day}T${hour}:${String(Math.floor(random() * 60)).padStart(2, '0')}:00Z`,
        from: endOf(from),
        to: endOf(to),
        protocol,
        port: Number(number),
        ...(denied && { verdict: 'denied' }),
        count: daily < 10 ? daily : Math.round(daily * (0.8 + random() * 0.4)),
      });
    }),
);
writeFileSync(file, gzipSync(`${lines.join('\n')}\n`, { level: 9 }));
process.stderr.write(`${file}: ${lines.length} lines\n`);
