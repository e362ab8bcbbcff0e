export type { Diagnostic, DiagnosticCode } from './diagnostic.ts';
export type { HelmOptions } from './helm.ts';
export { Inventory, InventoryObject, type Position, type Rendering, type Source, type TextPlace } from './inventory.ts';
export { defaultLimits, type Limits } from './limits.ts';
export { type ReadOptions, readInventory } from './read.ts';
export { inventoryFromText } from './read-text.ts';
export { TextFile } from './text-file.ts';
export { kubernetesYaml } from './yaml-schema.ts';
