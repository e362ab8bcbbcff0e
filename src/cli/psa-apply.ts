import type { Language } from '../checks/index.ts';
import { type LabelAnswer, type NamespacePlan, type Standing, setLabels, standingOf } from '../enforcement/index.ts';
import { type KubernetesClient, KubernetesError } from '../kubernetes/client/index.ts';
import { visible } from '../reports/index.ts';
import { isAgreed } from './agreed.ts';
import { CallError } from './call-error.ts';
import { asCallErrors, type ClusterOptions, connect } from './cluster.ts';
import { planned } from './psa.ts';
import { planTable } from './psa-report.ts';
import { psaTexts } from './psa-texts.ts';

export interface PsaApplyOptions extends Omit<ClusterOptions, 'recording'> {
  readonly cluster?: boolean;
  readonly yes?: boolean;
  readonly dryRun?: boolean;
  readonly force?: boolean;
}

/** A namespace whose labels are to be set, as it was when the API server was asked what that would do. */
interface Step {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly standing: Standing;
}

/**
 * `breakwater psa apply`: shows the plan, compares it with the API server's dry run, asks, sets the labels.
 * @returns the exit code: 1 where a namespace was left because the API server says otherwise, 2 where something failed or could not be read
 */
export async function psaApplyCommand(options: PsaApplyOptions, language: Language): Promise<number> {
  const text = psaTexts[language];
  if (options.cluster !== true) throw new CallError(text.noCluster);
  const mayAsk = process.stdin.isTTY === true;
  if (options.yes !== true && options.dryRun !== true && !mayAsk) throw new CallError(text.notAsked);
  const { plan, errors, words } = await planned([], options, language);
  for (const block of planTable(plan, words)) process.stdout.write(block);
  for (const error of errors) say(error);
  const { client } = await asCallErrors(language, () => connect(options, language));
  try {
    const run = new LabelRun(client, options, language);
    const steps: Step[] = [];
    for (const namespace of plan) steps.push(...(await run.compare(namespace)));
    const worst = Math.max(run.code, errors.length > 0 ? 2 : 0);
    if (options.dryRun === true) process.stdout.write(`${text.agreed(steps.length)}\n`);
    if (options.dryRun === true) return worst;
    if (steps.length === 0) {
      process.stdout.write(`${text.nothingToDo}\n`);
      return worst;
    }
    if (options.yes !== true && !(await isAgreed(text.question(steps.length), text.answerYes))) {
      process.stdout.write(`${text.calledOff}\n`);
      return worst;
    }
    let set = 0;
    for (const step of steps) if (await run.set(step)) set++;
    process.stdout.write(`${text.applied(set)}\n`);
    return Math.max(worst, run.code);
  } finally {
    await client.close();
  }
}

/** One run against one API server; what it can't do for a namespace is said, and the others go on. */
export class LabelRun {
  /** The exit code so far. */
  code = 0;
  readonly #client: KubernetesClient;
  readonly #force: boolean;
  readonly #language: Language;

  constructor(client: KubernetesClient, { force }: PsaApplyOptions, language: Language) {
    this.#client = client;
    this.#force = force === true;
    this.#language = language;
  }

  /** Asks the API server what the plan's labels would do. @returns what is to be set, nothing where it says otherwise than the plan */
  async compare({ name, proposal, current = {} }: NamespacePlan): Promise<readonly Step[]> {
    const text = psaTexts[this.#language];
    if (proposal === undefined || Object.keys(proposal.changes).length === 0) return [];
    return this.#guarded(name, [], async () => {
      const standing = await standingOf(this.#client, name);
      if (!isSame(standing.labels, current)) {
        this.#note(1, text.changed(name));
        return [];
      }
      const step = { name, labels: proposal.labels, standing };
      const answer = await setLabels(this.#client, name, standing, step.labels, { dryRun: true, force: this.#force });
      // The plan's labels refuse nothing that is there.
      const differs = this.#tell(name, answer);
      if (!differs) return [step];
      if (this.#force) return [step];
      this.#note(1, text.left(name));
      return [];
    });
  }

  set({ name, standing, labels }: Step): Promise<boolean> {
    return this.#guarded(name, false, async () => {
      this.#tell(name, await setLabels(this.#client, name, standing, labels, { dryRun: false, force: this.#force }));
      return true;
    });
  }

  /** @returns whether the API server says otherwise than the plan, or has not looked at everything */
  #tell(name: string, { refused, remarks }: LabelAnswer): boolean {
    const text = psaTexts[this.#language];
    if (refused.length > 0) say(text.differs(name));
    for (const { pod, others, reasons } of refused) say(`  ${text.refused(pod, others, reasons)}`);
    for (const remark of remarks) say(text.remark(name, remark));
    return refused.length > 0 || remarks.length > 0;
  }

  async #guarded<T>(name: string, otherwise: T, work: () => Promise<T>): Promise<T> {
    const text = psaTexts[this.#language];
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof KubernetesError)) throw error;
      if (error.status === 409) this.#note(1, `${text.movedOn(name)} (${error.message})`);
      else this.#note(2, text.failed(name, error.message));
      return otherwise;
    }
  }

  #note(code: number, message: string): void {
    this.code = Math.max(this.code, code);
    say(message);
  }
}

function isSame(a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>): boolean {
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...names].every((name) => a[name] === b[name]);
}

function say(message: string): void {
  process.stderr.write(`breakwater: ${visible(message)}\n`);
}
