import type { NetworkMap } from '../../../../src/server/contract/index.ts';
import { useFormat, useTexts } from '../../texts/language.tsx';
import classes from './network.module.css';

/** What all of it is made of, and what is not known of it. */
export function MapFacts({ map }: { readonly map: NetworkMap }) {
  const { network: texts } = useTexts();
  const format = useFormat();
  const { namespaces, workloads, policies, ignored } = map.counts;
  return (
    <p className={classes.lead}>
      {texts.counts(format, namespaces, workloads, policies)}{' '}
      {map.flows === null ? texts.noFlows : texts.flows[map.flows.state](format, map.flows.total)}
      {ignored > 0 && <strong className={classes.warning}> {texts.ignored(format, ignored)}</strong>}
    </p>
  );
}
