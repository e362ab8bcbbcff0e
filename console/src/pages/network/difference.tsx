import type { NetworkSimulation } from '../../../../src/server/contract/index.ts';
import { CommandLine } from '../../parts/command-line.tsx';
import { PlainTable } from '../../parts/plain-table.tsx';
import { Section } from '../../parts/section.tsx';
import { YamlView } from '../../parts/yaml-view.tsx';
import { useFormat, useTexts } from '../../texts/language.tsx';
import classes from './network.module.css';
import { portsWords } from './words.ts';

const fileName = 'policy.yaml';
const commands = `kubectl diff -f ${fileName}\nkubectl apply -f ${fileName}`;
/** Names of one end that a row shows. */
const mostNames = 4;

/** What policies would close and open, and how to apply them oneself. */
export function Difference({ simulation, yaml }: { readonly simulation: NetworkSimulation; readonly yaml: string }) {
  const { network: texts } = useTexts();
  const format = useFormat();
  const { policies, pairs, changes, total, broken } = simulation;
  const ends = ({ names, total: count }: NetworkSimulation['changes'][number]['from']) => {
    const shown = names.slice(0, mostNames);
    return (
      <span title={names.join('\n')}>
        {texts.ends(shown.join(', '), count > shown.length ? texts.morePorts(format, count - shown.length) : '')}
      </span>
    );
  };
  return (
    <>
      <Section title={texts.difference}>
        <ul className={classes.rules}>
          {policies.map(({ kind, namespace, name, replaces, ignored }) => (
            <li key={`${kind} ${namespace} ${name}`}>
              <code>
                {kind} {namespace === null ? name : `${namespace}/${name}`}
              </code>
              <span className={classes.dim}> {replaces ? texts.replaces : texts.isNew}</span>
              {ignored && <strong className={classes.warning}> {texts.enforcedByNothing}</strong>}
            </li>
          ))}
        </ul>
        <p role="status" className={classes.sum}>
          {total === 0 ? texts.noDifference : texts.changeCounts(format, pairs.closed, pairs.opened, pairs.uncertain)}
        </p>
        {broken === null ? (
          <p className={classes.dim}>{texts.breaksUnknown}</p>
        ) : (
          <>
            <p data-bad={broken.total > 0 || undefined} className={classes.breaks}>
              {texts.breaks(format, broken.total)}
            </p>
            <ul className={classes.rules}>
              {broken.flows.map(({ from, to, port, flows, certain }) => (
                <li key={`${from} ${to} ${port}`}>
                  {texts.broken(format, texts.between(from, to), port, flows)}
                  {!certain && ` – ${texts.perhaps}`}
                </li>
              ))}
            </ul>
          </>
        )}
        {changes.length > 0 && (
          <PlainTable
            label={texts.difference}
            columns={[
              {
                header: texts.columns.state,
                cell: ({ change }) => (
                  <span className={classes.change} data-change={change}>
                    {texts.changes[change]}
                  </span>
                ),
              },
              { header: texts.columns.from, cell: ({ from }) => ends(from) },
              { header: texts.columns.to, cell: ({ to }) => ends(to) },
              {
                header: texts.changedPorts,
                cell: ({ ports, everyPort }) => portsWords({ ports, everyPort, unknownPorts: [] }, texts, format),
              },
            ]}
            rows={changes}
            keyOf={(row) => JSON.stringify([row.change, row.from, row.to, row.ports])}
          />
        )}
        {total > changes.length && <p className={classes.dim}>{texts.changesCut(format, changes.length, total)}</p>}
      </Section>
      <Section title={texts.apply}>
        <p className={classes.dim}>{texts.applyWhat}</p>
        <CommandLine command={commands} label={texts.applyCommand} />
        <YamlView yaml={yaml} label={texts.tryYaml} fileName={fileName} />
      </Section>
    </>
  );
}
