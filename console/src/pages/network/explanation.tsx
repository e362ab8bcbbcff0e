import { Button } from '@mantine/core';
import type { NetworkExplanation } from '../../../../src/server/contract/index.ts';
import { useRead } from '../../api/queries.ts';
import { Section } from '../../parts/section.tsx';
import { ErrorLine, LoadingView } from '../../parts/states.tsx';
import { useFormat, useTexts } from '../../texts/language.tsx';
import classes from './network.module.css';
import { SeenText } from './seen-text.tsx';
import { portsWords } from './words.ts';

type Direction = NetworkExplanation['directions'][number];
type Rule = Direction['closedBy'][number];

/** Why two may connect, or not: for each direction the rule that decides, and of which policy it is. */
export function Explanation(props: {
  readonly from: string;
  readonly to: string;
  /** Empty: what the server takes, the first that the destination declares. */
  readonly port: string;
  /** Whether recorded traffic is loaded, so that what is not in it was not seen. */
  readonly isRecorded: boolean;
  readonly onPort: (port: string) => void;
}) {
  const { from, to, port, isRecorded } = props;
  const { network: texts } = useTexts();
  const format = useFormat();
  const found = useRead<NetworkExplanation>('network/explain', { from, to, port }, { keep: false });
  if (found.error !== null)
    return <ErrorLine what={texts.explainFailed} error={found.error} retry={() => void found.refetch()} />;
  if (found.data === undefined) return <LoadingView lines={6} />;
  const { data } = found;
  const end = (name: string) => (name === 'internet' || name === 'nodes' ? texts[name] : name);
  const sentence = texts.verdict[data.outcome](end(data.from), end(data.to), `${data.protocol} ${data.port}`);
  return (
    <>
      <p className={classes.verdict} data-outcome={data.outcome} role="status">
        {sentence}
      </p>
      {data.seen !== null ? <SeenText seen={data.seen} /> : isRecorded && <p>{texts.seenNever}</p>}
      {data.reasons.length > 0 && (
        <ul className={classes.reasons}>
          {data.reasons.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      )}
      {data.declared.length > 0 && (
        <div className={classes.tools}>
          {data.declared.slice(0, 8).map(({ port: number, protocol, name }) => (
            <Button
              key={`${protocol} ${number}`}
              variant={number === data.port && protocol === data.protocol ? 'light' : 'default'}
              size="compact-xs"
              aria-pressed={number === data.port && protocol === data.protocol}
              onClick={() => props.onPort(protocol === 'TCP' ? String(number) : `${number}/${protocol}`)}
            >
              {`${protocol} ${number}${name === null ? '' : ` ${name}`}`}
            </Button>
          ))}
        </div>
      )}
      {data.directions.map((direction) => (
        <DirectionView
          key={direction.direction}
          direction={direction}
          name={end(direction.direction === 'egress' ? data.from : data.to)}
        />
      ))}
      <Section title={texts.allPorts}>
        <p>{portsWords(data, texts, format, 20)}</p>
      </Section>
    </>
  );
}

function DirectionView({ direction, name }: { readonly direction: Direction; readonly name: string }) {
  const { network: texts } = useTexts();
  const { outcome, decides, closedBy, mayMatch } = direction;
  return (
    <Section
      title={texts.direction[direction.direction](name)}
      actions={
        <span className={classes.outcome} data-outcome={outcome}>
          {texts.outcome[outcome]}
        </span>
      }
    >
      {mayMatch.length > 0 && (
        <>
          <p>{texts.mayMatch}</p>
          <ul className={classes.rules}>
            {mayMatch.map((rule) => (
              <li key={keyOf(rule)}>
                <RuleName rule={rule} />
                <span className={classes.dim}> {rule.reasons.join('; ')}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {decides === null ? (
        <p>{texts.noPolicy}</p>
      ) : closedBy.length > 0 ? (
        <>
          <p>{texts.closedBy}</p>
          <ul className={classes.rules}>
            {closedBy.map((rule) => (
              <li key={keyOf(rule)}>
                <RuleName rule={rule} />
              </li>
            ))}
          </ul>
        </>
      ) : (
        <p>
          {texts.decidedBy[decides.action]} <RuleName rule={decides} />
        </p>
      )}
    </Section>
  );
}

function keyOf({ policy, rule }: Rule): string {
  return `${policy?.kind} ${policy?.namespace} ${policy?.name} ${rule}`;
}

function RuleName({ rule: { policy, rule } }: { readonly rule: Rule }) {
  const { network: texts } = useTexts();
  if (policy === null) return <em>{texts.hiddenPolicy}</em>;
  const { kind, namespace, name } = policy;
  return (
    <code>
      {kind} {namespace === null ? name : `${namespace}/${name}`}
      {rule === null ? '' : `, ${rule}`}
    </code>
  );
}
