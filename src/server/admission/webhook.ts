import type { FastifyBaseLogger } from 'fastify';
import type { CheckTexts, Language } from '../../checks/index.ts';
import type { ClusterSource } from '../../inventory/cluster/index.ts';
import { type KubernetesClient, KubernetesError } from '../../kubernetes/client/index.ts';
import { type Labels, type MinorVersion, recordOf } from '../../kubernetes/index.ts';
import type { Store } from '../../store/index.ts';
import type { Metrics } from '../metrics.ts';
import {
  type CertificateSource,
  CertManagerCertificates,
  endOf,
  FileCertificates,
  OwnCertificates,
  type ServedCertificate,
} from './certificates.ts';
import {
  configurationName,
  configurationOf,
  fieldManager,
  namesOf,
  trustedBy,
  type WebhookAddress,
} from './configuration.ts';
import { AdmissionListener } from './listener.ts';
import { type MaterialTimes, usualMaterialTimes } from './material.ts';
import { DecisionRecorder } from './recorder.ts';
import { LiveRules } from './rules.ts';

/** How the webhook is served and reached. */
export interface WebhookSettings {
  readonly listen: { readonly host: string; readonly port: number };
  /** Where API servers reach it. */
  readonly address: WebhookAddress;
  /** The namespace of Breakwater itself: never asked about, and where its Secret is. */
  readonly namespace: string;
  /** Whose certificates: our own, cert-manager's, or those in a folder. */
  readonly certificates: 'own' | 'cert-manager' | { readonly folder: string };
  readonly times?: WebhookTimes;
}

export interface WebhookTimes {
  readonly material: MaterialTimes;
  /** Milliseconds between two looks at certificates and configuration. */
  readonly interval: number;
  /** Milliseconds that an answer may take. */
  readonly budget?: number;
}

export interface WebhookOptions {
  readonly settings: WebhookSettings;
  readonly client: KubernetesClient;
  readonly source: ClusterSource;
  readonly store: Pick<Store, 'decisions'>;
  readonly texts: Readonly<Record<Language, CheckTexts>>;
  readonly kubernetesVersion: MinorVersion;
  readonly metrics: Metrics;
  readonly log: FastifyBaseLogger;
}

const usualTimes: WebhookTimes = { material: usualMaterialTimes, interval: 30_000 };
/** Name of the Secret, and with cert-manager of its Issuer and Certificate. */
const secretName = 'breakwater-webhook';
/** How long the first certificate is waited for between two tries, in milliseconds. */
const firstWait = 2_000;

/**
 * The admission webhook: answers API servers, and keeps their configuration and its own certificates as they should be. Every replica does
 * all of it: what they write is the same, and where it is not they agree by the Secret's resourceVersion.
 */
export class AdmissionWebhook {
  readonly #options: WebhookOptions;
  readonly #times: WebhookTimes;
  readonly #rules: LiveRules;
  readonly #recorder: DecisionRecorder;
  readonly #certificates: CertificateSource;
  #listener: AdmissionListener | undefined;
  #served: ServedCertificate | undefined;
  #trusted: string | undefined;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();
  #due = false;
  #stopped = false;
  #port = 0;
  #failure: unknown;

  constructor(options: WebhookOptions) {
    const { settings, client, source, texts, kubernetesVersion, store, metrics, log } = options;
    this.#options = options;
    this.#times = settings.times ?? usualTimes;
    this.#rules = new LiveRules({ source, texts, kubernetesVersion, ownNamespace: settings.namespace });
    this.#recorder = new DecisionRecorder({ store, cluster: source.state.facts.id, metrics, log });
    this.#certificates = certificatesOf(settings, client, this.#times.material);
    this.#rules.onPolicies(() => this.#look());
  }

  /** Whether API servers have been told of it as it is. */
  get isConfigured(): boolean {
    return this.#listener !== undefined && this.#failure === undefined;
  }

  /** The port that it listens on; 0 before there is a certificate. */
  get port(): number {
    return this.#port;
  }

  /**
   * Begins to answer as soon as there is a certificate: what can't be had at first is tried again until it is.
   * @throws NodeJS.ErrnoException where it can't listen
   */
  async start(): Promise<void> {
    this.#recorder.start();
    await this.#look();
    if (isListening(this.#failure)) throw this.#failure;
  }

  /** Answers what is under way, and ends. The configuration stays: what fails closed stays closed. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#running;
    await this.#listener?.close();
    this.#rules.stop();
    await this.#recorder.stop();
  }

  /** Looks now, or once more after the look that is under way. */
  #look(): Promise<void> {
    if (this.#due) return this.#running;
    this.#due = true;
    this.#running = this.#running.then(async () => {
      this.#due = false;
      if (this.#stopped) return;
      clearTimeout(this.#timer);
      const { metrics, log } = this.#options;
      try {
        await this.#step();
        this.#failure = undefined;
        metrics.webhookConfigured(true);
        this.#plan(this.#times.interval);
      } catch (error) {
        this.#failure = error;
        metrics.webhookConfigured(false);
        log.error({ err: error }, 'the webhook could not be set up');
        this.#plan(Math.min(firstWait, this.#times.interval));
      }
    });
    return this.#running;
  }

  #plan(milliseconds: number): void {
    clearTimeout(this.#timer);
    if (!this.#stopped) this.#timer = setTimeout(() => void this.#look(), milliseconds).unref();
  }

  /** Certificate first, then the configuration that names its authority: an API server never asks what it could not trust. */
  async #step(): Promise<void> {
    const { settings, client, metrics, log } = this.#options;
    const certificate = await this.#certificates.current(this.#trusted);
    if (certificate.certificate !== this.#served?.certificate) {
      await this.#serve(certificate);
      log.info({ until: endOf(certificate).toISOString() }, 'another certificate is served');
    }
    this.#served = certificate;
    metrics.webhookCertificate(endOf(certificate));
    const { policies } = this.#rules;
    const wanted = configurationOf(policies, settings.address, settings.namespace, certificate.bundle);
    const path = `/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations/${configurationName}`;
    const { body } = await client.request('PATCH', path, {
      body: wanted,
      contentType: 'application/apply-patch+yaml',
      query: { fieldManager, force: true },
    });
    this.#trusted = trustedBy(body);
  }

  async #serve(certificate: ServedCertificate): Promise<void> {
    if (this.#listener !== undefined) {
      this.#listener.use(certificate);
      return;
    }
    const { settings, log } = this.#options;
    const listener = new AdmissionListener(
      {
        rules: this.#rules,
        log,
        record: (...decision) => this.#recorder.record(...decision),
        labelsOf: (namespace, signal) => this.#labelsOf(namespace, signal),
        ...(this.#times.budget !== undefined && { budget: this.#times.budget }),
      },
      certificate,
    );
    this.#port = await listener.listen(settings.listen);
    this.#listener = listener;
  }

  async #labelsOf(namespace: string, signal: AbortSignal): Promise<Labels | undefined> {
    try {
      const path = `/api/v1/namespaces/${encodeURIComponent(namespace)}`;
      const found = recordOf(await this.#options.client.get(path, { signal }));
      return recordOf(recordOf(found.metadata).labels);
    } catch (error) {
      if (error instanceof KubernetesError && error.status === 404) return undefined;
      throw error;
    }
  }
}

function certificatesOf(
  { certificates, namespace, address }: WebhookSettings,
  client: KubernetesClient,
  times: MaterialTimes,
): CertificateSource {
  const place = { namespace, name: secretName };
  if (certificates === 'own') return new OwnCertificates(client, place, namesOf(address), times);
  if (certificates === 'cert-manager') return new CertManagerCertificates(client, place, namesOf(address));
  return new FileCertificates(certificates.folder);
}

/** Whether it is the port that can't be had: at the start that is said, and nothing begins. */
function isListening(error: unknown): error is Error {
  return error instanceof Error && 'syscall' in error && error.syscall === 'listen';
}
