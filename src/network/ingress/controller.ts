import type { Inventory, InventoryObject } from '../../inventory/index.ts';
import type { PodGroup } from '../pods.ts';
import type { RouteAnswers } from './answers.ts';
import type { Route } from './route.ts';

/** Programs that serve Ingresses and routes, as far as they are known. */
export const controllerIds = [
  'ingress-nginx',
  'nginx',
  'traefik',
  'haproxy',
  'haproxy-ingress',
  'contour',
  'kong',
  'istio',
  'envoy-gateway',
  'cilium',
  'aws',
  'gcp',
  'azure',
  'alibaba',
  'openshift',
  'emissary',
  'caddy',
  'apisix',
] as const;
export type ControllerId = (typeof controllerIds)[number];

/** What is known of one such program: how it is recognised, and what its settings mean. */
export interface Controller {
  readonly id: ControllerId;
  readonly product: string;
  /** `spec.controller` of IngressClasses: whole, or up to a slash where the rest is a name (`azure/…`). */
  readonly ingressControllers: readonly string[];
  /** Names of classes that are meant for it where no IngressClass is in the input, and in the old annotation. */
  readonly classNames: readonly string[];
  /** `spec.controllerName` of GatewayClasses. */
  readonly gatewayControllers: readonly string[];
  /** Kinds of its own that lead traffic to Services, as `group/Kind`. */
  readonly kinds: readonly string[];
  /** The repository (without registry) of the image that receives traffic; undefined where a cloud does, outside of the cluster. */
  readonly image: RegExp | undefined;
  /** Where the image alone doesn't say it: whether pods that run it receive traffic. */
  readonly receives?: (group: PodGroup, inventory: Inventory) => boolean;
  /** Where several of it run side by side: whether pods of it may serve an Ingress or route. */
  readonly serves?: (route: InventoryObject, group: PodGroup, inventory: Inventory) => boolean;
  /** Annotations that it reads begin with one of these. */
  readonly prefixes: readonly string[];
  /** Where its makers say that it gets no fixes any more. */
  readonly retired?: string;
  /** What holds of one route, by its annotations, the objects that it refers to and the controller's own settings. */
  readonly answers: (route: Route) => RouteAnswers;
}
