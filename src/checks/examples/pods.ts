function indented(text: string, spaces: number): string {
  return text.trim().replace(/^(?=.)/gm, ' '.repeat(spaces));
}

/** A Pod with these lines in its spec. */
export function pod(spec: string, metadata = '{ name: web }'): string {
  return `apiVersion: v1\nkind: Pod\nmetadata: ${metadata}\nspec:\n${indented(spec, 2)}\n`;
}

/** A list of containers: one called `app` with these lines of its own. */
export function app(fields = ''): string {
  const head = 'containers:\n  - name: app\n    image: registry.example.com/web:1.2.3\n';
  return fields === '' ? head : `${head}${indented(fields, 4)}\n`;
}

/** A Deployment of pods with these lines in their spec. */
export function deployment(spec: string, metadata = '{ name: web }'): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata: ${metadata}
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
${indented(spec, 6)}
`;
}
