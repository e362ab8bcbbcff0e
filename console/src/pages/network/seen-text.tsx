import type { NetworkEdge } from '../../../../src/server/contract/index.ts';
import { useFormat, useTexts } from '../../texts/language.tsx';

/** What was recorded of a connection, and what policies have to do with it. */
export function SeenText({ seen }: { readonly seen: NonNullable<NetworkEdge['seen']> }) {
  const { network: texts } = useTexts();
  const format = useFormat();
  const { flows, denied, refused, last, ports } = seen;
  const letThrough = denied - refused;
  return (
    <p>
      {texts.seenTimes(format, flows, ports.join(', '), last === null ? '' : format.day(last))}
      {refused > 0 && ` ${texts.seenRefused(format, refused, flows)}`}
      {letThrough > 0 && ` ${texts.seenLetThrough(format, letThrough, flows)}`}
    </p>
  );
}
