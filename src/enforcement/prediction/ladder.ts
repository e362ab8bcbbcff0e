import { type Rung, rungs } from '../objects/index.ts';

/** The next step up; undefined at the top. */
export function rungAbove(rung: Rung): Rung | undefined {
  return rungs[rungs.indexOf(rung) + 1];
}
