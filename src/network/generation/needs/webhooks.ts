import type { InventoryObject } from '../../../inventory/index.ts';
import { type FieldPath, listOf, recordOf, stringOf } from '../../../kubernetes/index.ts';
import type { NeedContext } from '../context.ts';
import type { NeedCode } from '../need.ts';

/** Services that the API server itself calls: admission and conversion webhooks, and other API servers behind it. */
export function webhookNeeds(context: NeedContext): void {
  const { inventory } = context;
  const group = 'admissionregistration.k8s.io';
  for (const object of inventory.ofKind(
    `${group}/ValidatingWebhookConfiguration`,
    `${group}/MutatingWebhookConfiguration`,
  ))
    for (const [index, webhook] of listOf(object.object.webhooks).entries())
      called(
        context,
        'webhook',
        object,
        ['webhooks', index, 'clientConfig', 'service'],
        recordOf(recordOf(recordOf(webhook).clientConfig).service),
      );
  for (const object of inventory.ofKind('apiextensions.k8s.io/CustomResourceDefinition')) {
    const { conversion } = recordOf(object.outline().spec);
    const { service } = recordOf(recordOf(recordOf(conversion).webhook).clientConfig);
    called(context, 'webhook', object, ['spec', 'conversion', 'webhook', 'clientConfig', 'service'], recordOf(service));
  }
  for (const object of inventory.ofKind('apiregistration.k8s.io/APIService'))
    called(context, 'api-service', object, ['spec', 'service'], recordOf(recordOf(object.object.spec).service));
}

function called(
  context: NeedContext,
  code: NeedCode,
  object: InventoryObject,
  path: FieldPath,
  reference: Readonly<Record<string, unknown>>,
): void {
  const [namespace, name] = [stringOf(reference.namespace), stringOf(reference.name)];
  if (namespace === undefined || name === undefined) return;
  const service = context.services.find(namespace, name);
  const port = typeof reference.port === 'number' ? reference.port : 443;
  if (service !== undefined) context.needService({ kind: 'api-server' }, service, port, { code, object, path });
}
