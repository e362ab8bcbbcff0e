import { setTimeout } from 'node:timers/promises';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Language } from '../../checks/index.ts';
import {
  checksOf,
  mistakeText,
  type Parsed,
  policiesIn,
  policyKind,
  type SecurityPolicy,
  securityPolicyOf,
} from '../../enforcement/index.ts';
import type { InventoryObject } from '../../inventory/index.ts';
import { recordOf, stringOf } from '../../kubernetes/index.ts';
import {
  changeQuery,
  madePolicySchema,
  type NewPolicy,
  newPolicySchema,
  type Permission,
  policiesSchema,
  policyControlSchema,
  policyDetailSchema,
  policyDraftQuery,
  policyDraftSchema,
  policyRequestsSchema,
  predictionQuery,
  predictionSchema,
  refusalPageSchema,
  refusalsQuery,
  rungSchema,
  type StepRecord,
  stepSchema,
  type Writing,
} from '../contract/index.ts';
import { HttpProblem } from '../problem.ts';
import { principalOf, type Route, route } from '../route.ts';
import { scopeOf } from '../scope.ts';
import type { Services } from '../services.ts';
import { policyControlView } from '../views/policies/control.ts';
import { foreignPolicies, seesNatives } from '../views/policies/foreign.ts';
import { manifestOf, policyObject, stepManifest } from '../views/policies/manifest.ts';
import { type PolicyContext, policyDetail, policyRow, standsOn } from '../views/policies/policies.ts';
import { predictionView } from '../views/policies/prediction.ts';
import { countedRequests, policyRequests, refusalRow, shownVerdicts } from '../views/policies/requests.ts';

const policyParams = z.object({ policy: z.string().min(1).max(253) });

const texts = {
  en: { selector: 'not a label selector such as team=shop,env in (prod,live),!legacy' },
  'zh-CN': { selector: '不是标签选择器，例如 team=shop,env in (prod,live),!legacy' },
} as const;

/** Policies of the cluster, what each step of theirs would do, and the steps themselves. */
export function policyRoutes(services: Services): readonly Route[] {
  const { store, watch, texts: checkTexts, settings, access, predictions, writer, control } = services;
  const asked = new Set(settings.checks.map(({ id }) => id));

  const contextOf = async (request: FastifyRequest, language: Language): Promise<PolicyContext> => ({
    predict: async (policy) => (await predictions.of(policy)).prediction,
    requests: await countedRequests(store.decisions, scopeOf(request, watch)),
    visible: principalOf(request).namespaces,
    seesCluster: principalOf(request).permissions.has('cluster:read'),
    language,
  });

  const writingOf = (request: FastifyRequest, verb: 'create' | 'patch'): Promise<Writing> => {
    const needed: Permission = 'policies:write';
    return writer.writing('securitypolicies', verb, principalOf(request).permissions.has(needed));
  };

  const one = (name: string) => {
    const found = policiesIn(watch.inventory).find(({ object }) => object.name === name);
    if (found === undefined) throw new HttpProblem('not-found');
    return found;
  };

  const usable = (parsed: Parsed<SecurityPolicy>): SecurityPolicy => {
    if ('value' in parsed) return parsed.value;
    throw new HttpProblem('not-found');
  };

  const predicted = async (
    policy: SecurityPolicy,
    query: z.output<typeof predictionQuery>,
    request: FastifyRequest,
    language: Language,
  ) => {
    const { teamLabels } = await store.settings.get();
    return predictionView({
      made: await predictions.of(policy),
      policy,
      query,
      visible: principalOf(request).namespaces,
      teamLabels,
      asked,
      texts: checkTexts[language],
      language,
    });
  };

  return [
    route({
      method: 'GET',
      url: '/api/v1/policies',
      access: 'findings:read',
      summary: 'SecurityPolicies with what their next step would do, and policies of the API server that others made',
      answer: policiesSchema,
      handle: async ({ request, language }) => {
        const { inventory } = watch;
        const context = await contextOf(request, language);
        const items = [];
        for (const read of policiesIn(inventory)) items.push(await policyRow(read, context));
        return {
          items,
          foreign: context.seesCluster ? foreignPolicies(inventory, language) : [],
          foreignSeen: context.seesCluster && seesNatives(inventory),
          seen: inventory.sees(policyKind, undefined),
          writing: await writingOf(request, 'create'),
        };
      },
    }),
    route({
      method: 'GET',
      url: '/api/v1/policy-control',
      access: 'findings:read',
      summary: 'Whether somebody brings the cluster to what its SecurityPolicies say, who, and what they left alone',
      answer: policyControlSchema,
      handle: async ({ request }) =>
        policyControlView(await control.look(), watch.inventory, principalOf(request).permissions.has('cluster:read')),
    }),
    route({
      method: 'GET',
      url: '/api/v1/policies/:policy',
      access: 'findings:read',
      summary: 'A SecurityPolicy: its checks and who asks them, its status, its native objects and its exceptions',
      params: policyParams,
      answer: policyDetailSchema,
      handle: async ({ params, request, language }) => {
        const detail = await policyDetail(
          one(params.policy),
          watch.inventory,
          checkTexts[language],
          await contextOf(request, language),
        );
        return { ...detail, writing: await writingOf(request, 'patch') };
      },
    }),
    route({
      method: 'GET',
      url: '/api/v1/policies/:policy/prediction',
      access: 'findings:read',
      summary: 'A page of what a SecurityPolicy would refuse of what is there, with whose it is and the way out',
      params: policyParams,
      query: predictionQuery,
      answer: predictionSchema,
      handle: ({ params, query, request, language }) =>
        predicted(usable(one(params.policy).parsed), query, request, language),
    }),
    route({
      method: 'GET',
      url: '/api/v1/policies/:policy/requests',
      access: 'findings:read',
      summary: 'How many requests of the last days a SecurityPolicy would have refused, and by whom they were made',
      params: policyParams,
      answer: policyRequestsSchema,
      handle: ({ params, request, language }) => {
        const { object, parsed } = one(params.policy);
        const requestsOf = {
          policy: object.name,
          created: stringOf(object.object.metadata?.creationTimestamp),
          unrecorded: 'value' in parsed && isRefusedUnseen(parsed.value, object.object.status),
          asked,
        };
        return policyRequests(store.decisions, scopeOf(request, watch), requestsOf, checkTexts[language]);
      },
    }),
    route({
      method: 'GET',
      url: '/api/v1/refusals',
      access: 'findings:read',
      summary: 'A page of requests that policies refused, warned of, or would have refused, newest first',
      query: refusalsQuery,
      answer: refusalPageSchema,
      handle: async ({ query: { offset, limit, verdict, ...filter }, request, language }) => {
        const verdicts = verdict.length > 0 ? verdict : shownVerdicts;
        const scope = scopeOf(request, watch);
        // As a whole each request would be listed once more.
        const asked = { ...filter, verdicts, blamed: true };
        const { items, total } = await store.decisions.list(scope, asked, { offset, limit });
        const since = (await store.decisions.since(scope.cluster)) ?? null;
        return { items: items.map((record) => refusalRow(record, checkTexts[language])), total, since };
      },
    }),
    route({
      method: 'GET',
      url: '/api/v1/policies/:policy/change',
      // The file is the whole object.
      access: 'cluster:read',
      summary: 'The file and the command that put a SecurityPolicy on another rung',
      params: policyParams,
      query: changeQuery,
      answer: policyDraftSchema,
      handle: async ({ params, query, request }) => ({
        manifest: stepManifest(one(params.policy).object, query.action),
        writing: await writingOf(request, 'patch'),
      }),
    }),
    route({
      method: 'PUT',
      url: '/api/v1/policies/:policy/action',
      access: 'policies:write',
      summary: 'Put a SecurityPolicy on another rung, in the cluster',
      params: policyParams,
      body: stepSchema,
      status: 204,
      handle: async ({ params: { policy }, body: { from, to, generation, seen }, request }) => {
        one(policy);
        requireWriting(await writingOf(request, 'patch'));
        await writer.step(policy, from, to, generation);
        await access.audit(request, 'policies.step', policy, recordText({ from, to, seen }));
        await shown(watch, policy, ({ action }) => action === to);
        return undefined;
      },
    }),
    route({
      method: 'POST',
      url: '/api/v1/policies',
      access: 'policies:write',
      summary: 'Make a SecurityPolicy in the cluster',
      body: madePolicySchema,
      answer: z.object({ name: z.string() }),
      status: 201,
      handle: async ({ body: { seen, ...asks }, request, language }) => {
        const { object } = draftOf(asks, language);
        requireWriting(await writingOf(request, 'create'));
        await writer.create('securitypolicies', object);
        await access.audit(request, 'policies.create', asks.name, recordText({ to: asks.action, seen }));
        await shown(watch, asks.name, () => true);
        return { name: asks.name };
      },
    }),
    route({
      method: 'GET',
      url: '/api/v1/policy-draft',
      access: 'findings:read',
      summary: 'A SecurityPolicy that is not there yet, as a file',
      query: policyDraftQuery,
      answer: policyDraftSchema,
      handle: async ({ query, request, language }) => ({
        manifest: manifestOf(draftOf(formOf(query), language).object),
        writing: await writingOf(request, 'create'),
      }),
    }),
    route({
      method: 'GET',
      url: '/api/v1/policy-draft/prediction',
      access: 'findings:read',
      summary: 'What a SecurityPolicy that is not there yet would refuse of what is there',
      query: policyDraftQuery.extend(predictionQuery.shape),
      answer: predictionSchema,
      handle: ({ query, request, language }) => {
        const { offset, limit, namespace, check, q, ...draft } = query;
        return predicted(
          draftOf(formOf(draft), language).policy,
          { offset, limit, namespace, check, q },
          request,
          language,
        );
      },
    }),
  ];
}

function recordText(record: StepRecord): string {
  return JSON.stringify(record);
}

/** Whether the API server itself refuses what fails now: it does so before it asks the webhook, which then never hears of it. */
function isRefusedUnseen(policy: SecurityPolicy, status: unknown): boolean {
  const inForce = rungSchema.safeParse(recordOf(status).action).data ?? null;
  return policy.enforcement === 'Native' && standsOn(policy, inForce) === 'Deny';
}

/** How long an answer waits for the change to come back from the cluster, and how often it looks, in milliseconds. */
const longestWait = 2_000;
const lookAgain = 20;

/** Waits until a policy is as it was written, so that whoever wrote it sees that. Where it takes longer, they see it a little later. */
async function shown(
  watch: Services['watch'],
  name: string,
  is: (spec: Readonly<Record<string, unknown>>) => boolean,
): Promise<void> {
  const holds = (found: InventoryObject | undefined) => found !== undefined && is(recordOf(found.object.spec));
  await until(() => holds(watch.state.objects.get(`${policyKind}//${name}`)));
  // What pages are made of follows a moment later: changes are gathered.
  await until(() => holds(watch.inventory.find(policyKind, undefined, name)));
}

/** The same until an object is gone. */
export async function shownGone(watch: Services['watch'], kind: string, name: string): Promise<void> {
  await until(() => !watch.state.objects.has(`${kind}//${name}`));
  await until(() => watch.inventory.find(kind, undefined, name) === undefined);
}

async function until(holds: () => boolean): Promise<void> {
  const end = performance.now() + longestWait;
  while (performance.now() < end && !holds()) await setTimeout(lookAgain);
}

/** @throws HttpProblem where it can't be written from here */
export function requireWriting({ possible, reason }: Writing): void {
  if (possible) return;
  if (reason === 'recording') throw new HttpProblem('recording');
  if (reason === 'not-permitted') throw new HttpProblem('forbidden');
  throw new HttpProblem(reason === 'unanswered' ? 'unanswered' : 'not-written');
}

/** A form's policy from the parameters of an address. */
function formOf({ profile, selector, rollout, ...rest }: z.output<typeof policyDraftQuery>): NewPolicy {
  const [to, days] = rollout?.split(',') ?? [];
  return {
    ...rest,
    profile: profile ?? null,
    selector: selector ?? null,
    rollout: newPolicySchema.shape.rollout.parse(to === undefined ? null : { to, days: Number(days) }),
  };
}

/** A policy as a form says it, as object and as it is read. @throws HttpProblem where it can't be meant so */
function draftOf(asked: NewPolicy, language: Language) {
  const object = policyObject(asked);
  if (object === undefined)
    throw new HttpProblem('invalid', { errors: [{ path: 'selector', message: texts[language].selector }] });
  const parsed = securityPolicyOf(object);
  const mistakes = 'value' in parsed ? checksOf(parsed.value).mistakes : parsed.mistakes;
  if (mistakes.length > 0 || !('value' in parsed)) {
    const errors = mistakes.map((mistake) => ({ path: mistake.path, message: mistakeText(mistake, language) }));
    throw new HttpProblem('invalid', { errors });
  }
  return { object, policy: parsed.value };
}
