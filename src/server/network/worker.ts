import { parentPort } from 'node:worker_threads';
import { HttpProblem } from '../problem.ts';
import type { FromThread, ToThread } from './messages.ts';
import { Mirror } from './mirror.ts';
import { answerTo } from './questions.ts';

/*
 * The thread that works out the network: models, maps and simulations take seconds in a large cluster, and nothing else is answered by
 * the thread that does that.
 */
const mirror = new Mirror();

parentPort?.on('message', (message: ToThread) => {
  if (message.say === 'ask') parentPort?.postMessage(answered(message));
  else mirror.take(message);
});

function answered({ question }: Extract<ToThread, { say: 'ask' }>): FromThread {
  try {
    const answer = answerTo(question, mirror.model(), mirror.flows);
    return { answer, isCurrent: mirror.isCurrent };
  } catch (error) {
    if (error instanceof HttpProblem) return { problem: error.code, errors: error.errors };
    return { fault: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
