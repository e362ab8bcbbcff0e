import type { Check, CheckTexts, Language } from '../checks/index.ts';
import type { ExceptionRule } from '../findings/index.ts';
import type { Store } from '../store/index.ts';
import type { AccessControl } from './access/index.ts';
import type { ControlLooker } from './control/index.ts';
import type { LiveEvents } from './live-events.ts';
import type { Metrics } from './metrics.ts';
import type { NetworkThread } from './network/network-thread.ts';
import type { PolicyWriter } from './policy-writer.ts';
import type { Predictions } from './predictions.ts';
import type { Question } from './views/fix.ts';
import type { ClusterWatch } from './watch/index.ts';

/** What was decided when the server was started; it stays as long as the server runs. */
export interface ServerSettings {
  readonly profile: string;
  /** The checks that are asked, if their parameters are set. */
  readonly checks: readonly Check[];
  /** How they are asked. */
  readonly question: Question;
  /** Exceptions of the settings file. */
  readonly exceptions: readonly ExceptionRule[];
  /** The settings file; undefined where there is none. */
  readonly file: string | undefined;
  /** Version of Breakwater. */
  readonly version: string;
}

/** What the routes answer from. */
export interface Services {
  readonly store: Store;
  readonly watch: ClusterWatch;
  readonly texts: Readonly<Record<Language, CheckTexts>>;
  readonly settings: ServerSettings;
  readonly events: LiveEvents;
  readonly metrics: Metrics;
  readonly access: Pick<AccessControl, 'audit' | 'tokens'>;
  readonly predictions: Predictions;
  readonly writer: PolicyWriter;
  readonly control: ControlLooker;
  readonly network: NetworkThread;
}
