import type { Standards } from '../../checks/index.ts';
import type { Inventory, InventoryObject } from '../../inventory/index.ts';
import { groupOf } from '../../kubernetes/index.ts';
import type { FindingFacts } from '../facts.ts';
import type { ResourceReference } from '../finding.ts';
import { Fingerprints } from '../fingerprint.ts';
import { baseRisk, RiskScale, type Surroundings } from '../risk.ts';
import type { ToolResult } from './tool-result.ts';

/** A finding of another tool, and the object that it is about, where it is known. */
export interface ExternalFinding {
  readonly facts: FindingFacts;
  readonly object: InventoryObject | undefined;
}

const noStandards: Standards = {};

/** Makes findings of what other tools say. Of one maker each has a fingerprint of its own. */
export class ExternalFindings {
  readonly #inventory: Inventory;
  readonly #risk: RiskScale;
  readonly #fingerprints = new Fingerprints();

  constructor(inventory: Inventory, surroundings: Surroundings) {
    this.#inventory = inventory;
    this.#risk = new RiskScale(surroundings);
  }

  of(result: ToolResult): ExternalFinding {
    const { tool, rule, severity, title, message, key } = result;
    const { resource, object } = this.#placeOf(result.resource);
    const check = `${tool}/${rule}`;
    return {
      object,
      facts: {
        fingerprint: this.#fingerprints.of([
          'external',
          check,
          `${groupOf(resource.apiVersion)}/${resource.kind}`,
          resource.namespace ?? '',
          resource.name,
          resource.container ?? '',
          key,
        ]),
        check,
        severity,
        message: { values: { title, text: message } },
        resource,
        path: '',
        location: { file: object?.source.file ?? '' },
        standards: noStandards,
        risk: object === undefined ? baseRisk(severity) : this.#risk.of(severity, object),
        fix: null,
        exception: null,
      },
    };
  }

  /** The object itself; of a ReplicaSet or Job whose name changes with every rollout or run, what makes it. */
  #placeOf(resource: ResourceReference): { readonly resource: ResourceReference; readonly object?: InventoryObject } {
    const { apiVersion, kind, namespace, name } = resource;
    const found = this.#find(groupOf(apiVersion), kind, namespace, name);
    if (found !== undefined && kind !== 'ReplicaSet') return { resource, object: found };
    for (const [madeKind, pattern, group, maker] of makers) {
      const stem = madeKind === kind ? pattern.exec(name)?.[1] : undefined;
      const owner = stem === undefined ? undefined : this.#find(group, maker, namespace, stem);
      if (owner !== undefined)
        return {
          resource: { ...resource, apiVersion: owner.apiVersion, kind: maker, name: owner.name },
          object: owner,
        };
    }
    return found === undefined ? { resource } : { resource, object: found };
  }

  #find(group: string, kind: string, namespace: string | undefined, name: string): InventoryObject | undefined {
    return this.#inventory.find(`${group}/${kind}`, namespace, name);
  }
}

/** How controllers name what they make. Source: Kubernetes, apimachinery util/rand (its alphabet), CronJob controller (minutes). */
const random = '[bcdfghjklmnpqrstvwxz2456789]';
const makers: readonly (readonly [kind: string, pattern: RegExp, group: string, maker: string])[] = [
  ['ReplicaSet', new RegExp(`^(.+)-${random}{5,10}$`), 'apps', 'Deployment'],
  ['ReplicaSet', new RegExp(`^(.+)-${random}{5,10}$`), 'argoproj.io', 'Rollout'],
  ['Job', /^(.+)-\d{8,10}$/, 'batch', 'CronJob'],
  ['Pod', new RegExp(`^(.+)-${random}{5,10}-${random}{5}$`), 'apps', 'Deployment'],
  ['Pod', new RegExp(`^(.+)-${random}{5}$`), 'apps', 'DaemonSet'],
  ['Pod', /^(.+)-\d{1,5}$/, 'apps', 'StatefulSet'],
];
