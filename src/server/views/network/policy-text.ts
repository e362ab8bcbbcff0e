import type { InventoryObject } from '../../../inventory/index.ts';
import { maskedText, objectText } from '../object-text.ts';

/** What of a policy one edits: without what the API server writes. */
export function policyText(object: InventoryObject): string {
  return maskedText(objectText(object));
}
