import { type Said, say } from '../diagnostic-texts.ts';
import type { BlindSpot } from './state.ts';

/** What can't be seen, and why, as one sentence. */
export function blindSpotSaid({ code, groupKind, namespace, detail }: BlindSpot): Said {
  // The core group has no name.
  const what = groupKind === undefined ? say('blind-everything') : groupKind.replace(/^\//, '');
  switch (code) {
    case 'forbidden':
      return say('blind-forbidden', { what, reason: detail });
    case 'namespace-forbidden':
      if (namespace === undefined) return say('blind-forbidden', { what, reason: detail });
      return say('blind-namespace', { what, namespace, reason: detail });
    case 'unavailable':
      return say('blind-unavailable', { what, reason: detail });
    case 'watch-lost':
      return say('blind-watch-lost', { what, reason: detail });
    case 'not-read':
      return say('blind-not-read', { what, reason: detail });
  }
}
