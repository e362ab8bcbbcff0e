import type { KubernetesObject } from '../../src/kubernetes/index.ts';
import {
  allow,
  autoscaler,
  configMap,
  cronJob,
  denyAll,
  deployment,
  disruptionBudget,
  ingress,
  job,
  mirror,
  namespace,
  networkPolicy,
  object,
  own,
  quota,
  rollout,
  secret,
  statefulSet,
} from './kinds.ts';

const postgres = `${mirror}/library/postgres:18.1`;
const redis = `${mirror}/library/redis:8.2.2-alpine`;

/** Freight bookings: a team that does most of it well. Its pods get the audit sidecar from admission. */
const booking: readonly KubernetesObject[] = [
  namespace('booking-prod', 'booking', 'baseline', { 'harbor.example/audit-sidecar': 'enabled' }),
  ...quota('booking-prod', '40', '80Gi'),
  networkPolicy('booking-prod', 'default-deny-ingress', { podSelector: {}, policyTypes: ['Ingress'] }),
  ...allow('booking-prod', 'ingress-nginx/ingress-nginx-controller', 'booking-api', 8080),
  ...allow('booking-prod', 'booking-api', 'quotes', 8080),
  ...allow('booking-prod', 'booking-api', 'booking-db', 5432),
  ...rollout('booking-prod', 'booking-api', {
    care: 'restricted',
    image: `${own}/booking/api:2.31.0`,
    replicas: 4,
    port: 8080,
    secrets: { DATABASE_URL: 'booking-db/url' },
    labels: { 'harbor.example/audit': 'sidecar' },
  }),
  disruptionBudget('booking-prod', 'booking-api'),
  ingress('booking-prod', 'booking', 'booking.harbor.example', 'booking-api', 8080),
  ...deployment('booking-prod', 'booking-worker', {
    care: 'restricted',
    image: `${own}/booking/worker:2.31.0`,
    replicas: 3,
    secrets: { DATABASE_URL: 'booking-db/url' },
    labels: { 'harbor.example/audit': 'sidecar' },
  }),
  ...deployment('booking-prod', 'quotes', {
    care: 'restricted',
    image: `${own}/booking/quotes:1.12.4`,
    replicas: 3,
    port: 8080,
  }),
  autoscaler('booking-prod', 'quotes', 3, 10),
  ...deployment('booking-prod', 'booking-mail', {
    care: 'usual',
    image: `${own}/booking/mail:1.3.0`,
    replicas: 2,
    env: { SMTP_HOST: 'smtp.harbor.example', SMTP_PASSWORD: 'ship-mail-not-real' },
  }),
  ...statefulSet('booking-prod', 'booking-db', {
    care: 'restricted',
    image: postgres,
    port: 5432,
    storage: '100Gi',
    memory: '4Gi',
    secrets: { POSTGRES_PASSWORD: 'booking-db/password' },
  }),
  secret('booking-prod', 'booking-db', 'url', 'password'),
  ...cronJob('booking-prod', 'quote-expiry', '0 2 * * *', { care: 'restricted', image: `${own}/booking/worker:2.31.0` }),

  namespace('booking-staging', 'booking'),
  ...deployment('booking-staging', 'booking-api', {
    care: 'careless',
    image: `${own}/booking/api:main`,
    port: 8080,
    env: { DATABASE_URL: 'postgres://booking:staging-not-real@booking-db/booking' },
  }),
  ...deployment('booking-staging', 'booking-worker', { care: 'careless', image: `${own}/booking/worker:main` }),
  ...deployment('booking-staging', 'booking-db', {
    care: 'careless',
    image: 'postgres:latest',
    port: 5432,
    env: { POSTGRES_PASSWORD: 'staging-not-real' },
  }),
  ingress('booking-staging', 'booking', 'staging.harbor.example', 'booking-api', 8080, { tls: false }),
];

/** Money: restricted pods, nothing in or out that isn't named. */
const billing: readonly KubernetesObject[] = [
  namespace('billing-prod', 'billing', 'restricted'),
  ...quota('billing-prod', '24', '48Gi'),
  ...denyAll('billing-prod'),
  ...allow('billing-prod', 'portal-prod/portal-bff', 'invoices', 8080),
  ...allow('billing-prod', 'invoices', 'ledger-db', 5432),
  ...allow('billing-prod', 'invoices', 'tariffs', 8080),
  ...allow('billing-prod', 'payments', 'ledger-db', 5432),
  ...allow('billing-prod', 'invoice-run', 'ledger-db', 5432),
  ...deployment('billing-prod', 'invoices', {
    care: 'restricted',
    image: `${own}/billing/invoices:5.8.1`,
    replicas: 3,
    port: 8080,
    mounts: { '/run/ledger': 'secret ledger-client', '/tmp': 'empty' },
  }),
  disruptionBudget('billing-prod', 'invoices'),
  autoscaler('billing-prod', 'invoices', 3, 8),
  ...deployment('billing-prod', 'tariffs', {
    care: 'restricted',
    image: `${own}/billing/tariffs:3.0.2`,
    replicas: 2,
    port: 8080,
  }),
  ...deployment('billing-prod', 'payments', {
    care: 'restricted',
    image: `${own}/billing/payments:4.4.0`,
    replicas: 2,
    port: 8443,
    mounts: { '/run/ledger': 'secret ledger-client' },
    pod: { priorityClassName: 'harbor-critical' },
  }),
  disruptionBudget('billing-prod', 'payments'),
  ...statefulSet('billing-prod', 'ledger-db', {
    care: 'restricted',
    image: postgres,
    port: 5432,
    storage: '250Gi',
    memory: '8Gi',
    mounts: { '/run/ledger': 'secret ledger-server' },
  }),
  secret('billing-prod', 'ledger-client', 'ca.crt', 'tls.crt', 'tls.key'),
  secret('billing-prod', 'ledger-server', 'ca.crt', 'tls.crt', 'tls.key'),
  ...cronJob('billing-prod', 'invoice-run', '0 4 * * 1', {
    care: 'restricted',
    image: `${own}/billing/invoices:5.8.1`,
    args: ['run', '--all'],
    mounts: { '/run/ledger': 'secret ledger-client' },
  }),
  ...cronJob('billing-prod', 'ledger-backup', '20 * * * *', {
    care: 'restricted',
    image: `${own}/platform/pg-backup:2.2.0`,
    mounts: { '/run/ledger': 'secret ledger-client', '/tmp': 'empty' },
  }),
];

/** Declarations to the authorities; its partner's connector was installed by the partner. */
const customs: readonly KubernetesObject[] = [
  namespace('customs-prod', 'customs', 'baseline'),
  networkPolicy('customs-prod', 'declarations', {
    podSelector: { matchLabels: { 'app.kubernetes.io/name': 'declarations' } },
    policyTypes: ['Ingress'],
    ingress: [{ ports: [{ port: 8080 }] }],
  }),
  ...deployment('customs-prod', 'declarations', {
    care: 'usual',
    image: `${own}/customs/declarations:7.2.0`,
    replicas: 2,
    port: 8080,
    secrets: { SIGNING_KEY: 'declarations/signing-key' },
  }),
  secret('customs-prod', 'declarations', 'signing-key'),
  ...deployment('customs-prod', 'tariff-codes', { care: 'usual', image: `${own}/customs/tariff-codes:2.0.9`, replicas: 2, port: 8080 }),
  ...deployment('customs-prod', 'authority-connector', {
    care: 'careless',
    image: 'partner.example/authority/connector:1.9',
    port: 9443,
    serviceType: 'NodePort',
    env: { AUTHORITY_URL: 'http://gateway.authority.example', AUTHORITY_API_KEY: 'AK-not-a-real-key-7731' },
  }),
  ...statefulSet('customs-prod', 'declaration-archive', {
    care: 'usual',
    image: `${mirror}/minio/minio:RELEASE.2025-09-07T16-13-09Z`,
    port: 9000,
    storage: '2Ti',
    args: ['server', '/var/lib/data'],
    secrets: { MINIO_ROOT_PASSWORD: 'declaration-archive/password' },
  }),
  secret('customs-prod', 'declaration-archive', 'password'),
  ...cronJob('customs-prod', 'code-list-import', '45 5 * * *', { care: 'usual', image: `${own}/customs/tariff-codes:2.0.9` }),
];

/** What customers see. Moved to the Gateway; one service still needs NGINX's snippets. */
const portal: readonly KubernetesObject[] = [
  namespace('portal-prod', 'portal'),
  ...quota('portal-prod', '32', '48Gi'),
  ...deployment('portal-prod', 'portal-web', {
    care: 'restricted',
    image: `${own}/portal/web:11.4.0`,
    replicas: 3,
    port: 8080,
  }),
  ...deployment('portal-prod', 'portal-bff', {
    care: 'usual',
    image: `${own}/portal/bff:11.4.0`,
    replicas: 3,
    port: 8080,
    secrets: { SESSION_KEY: 'portal-bff/session-key' },
  }),
  secret('portal-prod', 'portal-bff', 'session-key'),
  disruptionBudget('portal-prod', 'portal-web'),
  ...['portal-web', 'portal-bff'].map((name) =>
    object('gateway.networking.k8s.io/v1', 'HTTPRoute', 'portal-prod', name, {
      spec: {
        parentRefs: [{ name: 'portal', namespace: 'gateway-system' }],
        hostnames: ['portal.harbor.example'],
        rules: [
          {
            matches: [{ path: { type: 'PathPrefix', value: name === 'portal-web' ? '/' : '/api' } }],
            backendRefs: [{ name, port: 8080 }],
          },
        ],
      },
    }),
  ),
  ...deployment('portal-prod', 'portal-sessions', { care: 'careless', image: redis, port: 6379 }),
  ...deployment('portal-prod', 'document-converter', {
    care: 'careless',
    image: `${own}/portal/document-converter:0.9`,
    replicas: 2,
    port: 3000,
    mounts: { '/spool': '/srv/spool' },
    container: { securityContext: { privileged: true } },
  }),
  ingress('portal-prod', 'documents', 'documents.harbor.example', 'document-converter', 3000, {
    annotations: {
      'nginx.ingress.kubernetes.io/configuration-snippet': 'more_set_headers "X-Spool: $hostname";',
      'nginx.ingress.kubernetes.io/proxy-body-size': '0',
    },
  }),
  ...job('portal-prod', 'search-reindex-2026-11', { care: 'usual', image: `${own}/portal/search-reindex:1.0.3` }),
  configMap('portal-prod', 'features', { 'features.json': '{"newQuotes": true, "documentPreview": true}' }),
];

export const business: readonly KubernetesObject[] = [...booking, ...billing, ...customs, ...portal];
