import type { Cluster } from '../../../../src/server/contract/index.ts';
import { PlainTable } from '../../parts/plain-table.tsx';
import { Section } from '../../parts/section.tsx';
import { useTexts } from '../../texts/language.tsx';
import classes from './cluster.module.css';

/** Parts of the control plane and add-ons. */
export function Components({ components }: { readonly components: Cluster['components'] }) {
  const { cluster: texts } = useTexts();
  const { componentColumns: columns } = texts;
  return (
    <Section boxed title={texts.components}>
      {components.length === 0 ? (
        <p className={classes.note}>{texts.componentsEmpty}</p>
      ) : (
        <>
          <p className={classes.note}>{texts.componentsWhat}</p>
          <PlainTable
            label={texts.components}
            rows={components}
            keyOf={({ name, version, namespace }) => `${name} ${version} ${namespace}`}
            narrow
            columns={[
              { header: columns.name, head: true, cell: ({ name }) => name },
              {
                header: columns.version,
                cell: ({ version }) =>
                  version === null ? <span className={classes.note}>{texts.unknown}</span> : <code>{version}</code>,
              },
              { header: columns.namespace, cell: ({ namespace }) => namespace },
            ]}
          />
        </>
      )}
    </Section>
  );
}
