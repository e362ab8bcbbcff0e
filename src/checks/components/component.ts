import type { Inventory, InventoryObject } from '../../inventory/index.ts';
import {
  type FieldPath,
  formatPath,
  isRecord,
  listOf,
  type MinorVersion,
  parseVersion,
  recordOf,
  stringOf,
} from '../../kubernetes/index.ts';
import { type Fix, remove, set } from '../fix.ts';
import {
  type CommandLine,
  commandLineOf,
  type Flag,
  type FlagShape,
  flagsOf,
  oneCommand,
  programName,
  type Word,
} from './command-line.ts';
import { kubeadmComponents, kubeadmKinds } from './kubeadm.ts';

const componentNames = [
  'kube-apiserver',
  'kube-controller-manager',
  'kube-scheduler',
  'etcd',
  'kubelet',
  'kube-proxy',
] as const;
export type ComponentName = (typeof componentNames)[number];

/** A part of the control plane or of a node, as a file starts or configures it. */
export interface Component {
  readonly name: ComponentName;
  readonly object: InventoryObject;
  readonly container?: string;
  /** Where a flag that is missing would be written. */
  readonly place: FieldPath;
  /** From the image's tag or kubeadm's `kubernetesVersion`. */
  readonly version?: MinorVersion;
  readonly flags: ReadonlyMap<string, Flag>;
  /** Whether all flags can be seen: else nothing can be said of one that is absent. */
  readonly complete: boolean;
  /** The edit that gives a flag a value, or takes the flag out (`undefined`); none where a script holds it. */
  readonly edit: (flag: string, value: string | undefined) => Fix | undefined;
}

/** Flags that we ask about and that are not plain values. */
const shapes: Readonly<Record<string, FlagShape>> = {
  'anonymous-auth': 'boolean',
  'auto-tls': 'boolean',
  'client-cert-auth': 'boolean',
  'enable-admission-plugins': 'list',
  'disable-admission-plugins': 'list',
  'admission-control': 'list',
  'authorization-mode': 'list',
  'etcd-servers': 'list',
  'feature-gates': 'list',
  'make-iptables-util-chains': 'boolean',
  'peer-auto-tls': 'boolean',
  'peer-client-cert-auth': 'boolean',
  profiling: 'boolean',
  'protect-kernel-defaults': 'boolean',
  'rotate-certificates': 'boolean',
  'service-account-extend-token-expiration': 'boolean',
  'service-account-lookup': 'boolean',
  'tls-cipher-suites': 'list',
  'use-service-account-credentials': 'boolean',
};

function shapeOf(flag: string): FlagShape {
  return Object.hasOwn(shapes, flag) ? (shapes[flag] ?? 'value') : 'value';
}

const found = new WeakMap<Inventory, readonly Component[]>();

/** Every component that the input starts or configures by flags: pods that run one, kubeadm's configurations. Worked out once. */
export function componentsOf(inventory: Inventory): readonly Component[] {
  let components = found.get(inventory);
  if (components === undefined) {
    components = [...inventory.workloads, ...inventory.ofKind(...kubeadmKinds)].flatMap(componentsIn);
    found.set(inventory, components);
  }
  return components;
}

const foundIn = new WeakMap<InventoryObject, readonly Component[]>();

/** The components that one object starts or configures. */
function componentsIn(object: InventoryObject): readonly Component[] {
  let components = foundIn.get(object);
  if (components === undefined) {
    components = object.podTemplates.length > 0 ? podComponents(object) : kubeadmComponents(object);
    foundIn.set(object, components);
  }
  return components;
}

/** Objects that start or configure one of these components, as what a check is asked of; without a name any of them. */
export function startsComponent(...names: readonly ComponentName[]): (object: InventoryObject) => boolean {
  return (object) => componentsIn(object).some(({ name }) => names.length === 0 || names.includes(name));
}

const programs: ReadonlySet<string> = new Set(componentNames);

function podComponents(object: InventoryObject): Component[] {
  const components: Component[] = [];
  for (const template of object.podTemplates) {
    for (const { container, name, path, type } of template.containers) {
      if (type !== 'regular') continue;
      const line = commandLineOf(container, path);
      const image = stringOf(container.image) ?? '';
      const program = programOf(line, listOf(container.command).length > 0, imageName(image));
      if (program === undefined || (program.name === 'etcd' && !isControlPlane(object, template.metadata))) continue;
      const { flags, complete } = flagsOf(program.words, shapeOf);
      const version = parseVersion(/:(v[^@]*)/.exec(image)?.[1] ?? '');
      const field = listOf(container.args).length > 0 ? 'args' : 'command';
      components.push({
        name: program.name,
        object,
        container: name,
        place: [...path, field],
        ...(version !== undefined && program.name !== 'etcd' && { version }),
        flags: program.name === 'etcd' ? withEnvironment(flags, container.env, path) : flags,
        complete,
        edit: (flag, value) => (line.shell ? undefined : editCommand([...path, field], flags.get(flag), flag, value)),
      });
    }
  }
  return components;
}

/** Which component a container runs: by the program's name, or by the image's where the image's own entry point runs. */
function programOf(
  line: CommandLine,
  hasCommand: boolean,
  image: string,
): { name: ComponentName; words: readonly Word[] } | undefined {
  if (!hasCommand && !line.shell) {
    const name = image.replace(/-(?:amd64|arm|arm64|ppc64le|s390x)$/, '');
    return isComponent(name) ? { name, words: line.words } : undefined;
  }
  // `hyperkube kube-apiserver …`, `/go-runner --log-file=… /usr/local/bin/kube-apiserver …`, or anywhere in a script.
  const last =
    line.shell || /^(?:hyperkube|go-runner|exec|nice)$/.test(programName(line.words[0]?.text)) ? line.words.length : 1;
  for (let index = 0; index < last; index++) {
    const name = programName(line.words[index]?.text);
    if (isComponent(name)) return { name, words: oneCommand(line.words, index + 1) };
  }
  return undefined;
}

function isComponent(name: string): name is ComponentName {
  return programs.has(name);
}

/** `registry.k8s.io/kube-apiserver:v1.37.2@sha256:…` → `kube-apiserver`. */
export function imageName(image: string): string {
  const repository = image.split('@', 1)[0] ?? '';
  return repository.slice(repository.lastIndexOf('/') + 1).split(':', 1)[0] ?? '';
}

/** etcd is also an ordinary database: only the control plane's is asked about. */
function isControlPlane(object: InventoryObject, metadata: Readonly<Record<string, unknown>>): boolean {
  const labels = recordOf(metadata.labels);
  return object.namespace === 'kube-system' || labels.tier === 'control-plane';
}

/** etcd reads every flag from `ETCD_FLAG_NAME`, too; the command line wins. Source: etcd.io, "Configuration options". */
function withEnvironment(flags: ReadonlyMap<string, Flag>, env: unknown, path: FieldPath): ReadonlyMap<string, Flag> {
  const all = new Map<string, Flag>();
  for (const [index, entry] of listOf(env).entries()) {
    if (!isRecord(entry) || typeof entry.name !== 'string' || !entry.name.startsWith('ETCD_')) continue;
    const name = entry.name.slice('ETCD_'.length).toLowerCase().replaceAll('_', '-');
    all.set(name, { value: stringOf(entry.value), path: [...path, 'env', index] });
  }
  for (const [name, flag] of flags) all.set(name, flag);
  return all;
}

function editCommand(
  place: FieldPath,
  flag: Flag | undefined,
  name: string,
  value: string | undefined,
): Fix | undefined {
  if (flag === undefined) {
    if (value === undefined) return undefined;
    return { edits: [{ op: 'append', path: formatPath(place), value: `--${name}=${value}` }], risky: true };
  }
  // Two list items, or several flags that add up: which of them to change is for a person to say.
  if (flag.repeated === true || (flag.apart === true && value === undefined)) return undefined;
  const path = formatPath(flag.path);
  if (value === undefined) return { ...remove(path), risky: true };
  return { ...set(path, flag.apart === true ? value : `--${name}=${value}`), risky: true };
}
