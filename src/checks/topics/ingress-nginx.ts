import { containerCheck, objectCheck } from '../check.ts';
import { remove } from '../fix.ts';

/** Annotations whose value ingress-nginx puts into its configuration as it is. */
const snippets = ['configuration-snippet', 'server-snippet', 'auth-snippet', 'modsecurity-snippet', 'stream-snippet'];
/** The same of NGINX's own controller. */
const ownSnippets = ['server-snippets', 'location-snippets'];

/**
 * Annotations that versions of ingress-nginx put into the configuration without enough care: CVE-2025-24514 (auth-url), CVE-2025-1097
 * (auth-tls-match-cn), CVE-2025-1098 (mirror-*), CVE-2023-5044 (permanent-redirect), CVE-2021-25746 and CVE-2024-7646 (any).
 */
const injectable = [
  'auth-url',
  'auth-signin',
  'auth-tls-match-cn',
  'mirror-target',
  'mirror-host',
  'permanent-redirect',
  'rewrite-target',
  'app-root',
  'server-alias',
  'auth-proxy-set-headers',
];

const list = (names: readonly string[], prefix: string) => JSON.stringify(names.map((name) => `${prefix}${name}`));
const nginx = 'nginx.ingress.kubernetes.io/';

/**
 * A snippet is configuration of the controller, written by whoever may write an Ingress: it reads the controller's service account token,
 * with which all Secrets of the cluster are open (CVE-2021-25742). Values that end a directive and begin another do the same through
 * other annotations (the CVE-2025-1974 family) and through paths (CVE-2021-25745).
 * Fields: annotations and paths of Ingresses; allow-snippet-annotations in the controller's ConfigMap.
 */
export const ingNginxSnippets = objectCheck({
  id: 'ing-nginx-snippets',
  severity: 'critical',
  source: 'https://kubernetes.io/blog/2025/03/24/ingress-nginx-cve-2025-1974/',
  standards: { nsa: ['upg'], attack: ['T1190'], owasp: ['K07'] },
  kinds: ['networking.k8s.io/Ingress', 'extensions/Ingress', '/ConfigMap'],
  rules: [
    ...[...snippets.map((name) => nginx + name), ...ownSnippets.map((name) => `nginx.org/${name}`)].map((key) => ({
      expression: `object.kind == 'ConfigMap' || !('${key}' in object.metadata.?annotations.orValue({}))`,
      field: `metadata.annotations["${key}"]`,
      message: 'snippet',
      fix: { ...remove(`metadata.annotations["${key}"]`), risky: true },
    })),
    {
      expression: `object.kind == 'ConfigMap' || !object.metadata.?annotations.orValue({}).exists(key, key in ${list(injectable, nginx)} && object.metadata.annotations[key].matches(r'[;{}\\r\\n#"]|[$][(]'))`,
      field: 'metadata.annotations',
      message: 'injection',
    },
    {
      expression: [
        "object.kind == 'ConfigMap'",
        "!object.?spec.?rules.orValue([]).exists(rule, rule.?http.?paths.orValue([]).exists(entry, entry.?path.orValue('').matches(r'[;\\r\\n\"]|_by_lua|(^|[ ])(alias|root|proxy_pass)[ ]|/var/run/secrets|/proc/')))",
      ].join(' || '),
      field: 'spec.rules',
      message: 'path',
    },
    {
      expression: "object.kind != 'ConfigMap' || object.?data[?'allow-snippet-annotations'].orValue('false') != 'true'",
      field: 'data["allow-snippet-annotations"]',
      message: 'allowed',
      fix: { ...remove('data["allow-snippet-annotations"]'), risky: true },
    },
  ],
});

/**
 * ingress-nginx has had no releases and no fixes since March 2026; it stands at the edge of the cluster.
 * Fields: image of every container. Not allowed: the project's controller images, in any of the registries that they were in.
 */
export const ingNginxEol = containerCheck({
  id: 'ing-nginx-eol',
  severity: 'high',
  source: 'https://kubernetes.io/blog/2025/11/11/ingress-nginx-retirement/',
  standards: { nsa: ['upg'], attack: ['T1190'], owasp: ['K07'] },
  expression:
    "!container.?image.orValue('').contains('nginx') || !container.image.matches(r'(^|/)ingress-nginx/controller(-chroot)?([:@]|$)|(^|/)kubernetes-ingress-controller/nginx-ingress-controller([:@]|$)')",
  field: 'image',
});

export const ingressNginx = [ingNginxSnippets, ingNginxEol];
