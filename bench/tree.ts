import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Writes a tree of about 25 MB in 1,100 files of which CRDs are nine tenths of the bytes: what the repository of a platform team
 * looks like. The same every time.
 */
export function writeTree(folder: string): { files: number; bytes: number } {
  let files = 0;
  let bytes = 0;
  const write = (name: string, text: string): void => {
    const path = join(folder, `team-${files % 20}`, name);
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, text);
    files++;
    bytes += text.length;
  };
  for (let i = 0; i < 100; i++) write(`crd-${i}.yaml`, crd(i));
  for (let i = 0; i < 1000; i++) write(`app-${i}.yaml`, app(i));
  return { files, bytes };
}

/** A CRD of about 225 kB, indented and described as controller-gen writes them. */
function crd(number: number): string {
  const lines = [
    'apiVersion: apiextensions.k8s.io/v1',
    'kind: CustomResourceDefinition',
    'metadata:',
    '  annotations:',
    '    controller-gen.kubebuilder.io/version: v0.16.1',
    `  name: things${number}.example.com`,
    'spec:',
    '  group: example.com',
    '  names:',
    `    kind: Thing${number}`,
    `    plural: things${number}`,
    '  scope: Namespaced',
    '  versions:',
    '  - name: v1',
    '    served: true',
    '    storage: true',
    '    schema:',
    '      openAPIV3Schema:',
    '        type: object',
    '        properties:',
    '          spec:',
    '            type: object',
    '            properties:',
  ];
  for (let field = 0; field < 690; field++)
    lines.push(
      `              field${field}:`,
      '                description: |-',
      `                  Field ${field} says how the controller treats this part of the thing. It is read at every`,
      '                  reconciliation, and a change of it restarts nothing: "quotes", colons: and # signs included.',
      '                type: string',
      '                maxLength: 253',
    );
  return `${lines.join('\n')}\n`;
}

/** A Deployment with its Service and ServiceAccount, about 2.5 kB, some of it unsafe. */
function app(number: number): string {
  const env = Array.from(
    { length: 20 },
    (_, i) => `            - name: SETTING_${i}\n              value: "value ${number}-${i}"`,
  ).join('\n');
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: app-${number}
  namespace: ns-${number % 40}
  labels:
    app: app-${number}
spec:
  replicas: ${1 + (number % 3)}
  selector:
    matchLabels:
      app: app-${number}
  template:
    metadata:
      labels:
        app: app-${number}
    spec:
      serviceAccountName: app-${number}
      automountServiceAccountToken: false
      securityContext:
        runAsNonRoot: true
        seccompProfile:
          type: RuntimeDefault
      containers:
        - name: app
          image: registry.example.com/app-${number}@sha256:${'0123456789abcdef'.repeat(4)}
          env:
${env}
          ports:
            - name: http
              containerPort: 8080
          securityContext:
            allowPrivilegeEscalation: ${number % 10 === 0}
            readOnlyRootFilesystem: true
            capabilities:
              drop:
                - ALL
---
apiVersion: v1
kind: Service
metadata:
  name: app-${number}
  namespace: ns-${number % 40}
spec:
  selector:
    app: app-${number}
  ports:
    - name: http
      port: 80
      targetPort: http
---
apiVersion: v1
kind: ServiceAccount
metadata:
  name: app-${number}
  namespace: ns-${number % 40}
automountServiceAccountToken: false
`;
}
