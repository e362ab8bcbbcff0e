import type { Users as UsersAnswer } from '../../../../src/server/contract/index.ts';
import { useRead } from '../../api/queries.ts';
import { PlainTable } from '../../parts/plain-table.tsx';
import { Section } from '../../parts/section.tsx';
import { ErrorView, LoadingView } from '../../parts/states.tsx';
import { Time } from '../../parts/time.tsx';
import { YamlView } from '../../parts/yaml-view.tsx';
import { useFormat, useTexts } from '../../texts/language.tsx';
import classes from './settings.module.css';

/** Who was here and what they may do, and how to let others in. */
export function Users() {
  const { settings: texts } = useTexts();
  const format = useFormat();
  const users = useRead<UsersAnswer>('users');
  const { data } = users;
  if (data === undefined) {
    return users.error === null ? (
      <LoadingView />
    ) : (
      <ErrorView what={texts.usersFailed} error={users.error} retry={() => void users.refetch()} />
    );
  }
  const { userColumns: columns } = texts;
  const all = Object.keys(texts.permissions).length;
  return (
    <>
      <Section boxed title={texts.users}>
        <PlainTable
          label={texts.users}
          rows={data.items}
          keyOf={({ name, via }) => `${via} ${name}`}
          columns={[
            { header: columns.name, head: true, cell: ({ name }) => <strong className={classes.name}>{name}</strong> },
            { header: columns.via, cell: ({ via }) => texts.via[via] ?? via },
            {
              header: columns.may,
              cell: ({ permissions }) =>
                permissions.length === all
                  ? texts.everything
                  : format.all(permissions.map((permission) => texts.permissions[permission] ?? permission)),
            },
            {
              header: columns.namespaces,
              cell: ({ namespaces }) => (namespaces === null ? texts.everyNamespace : format.all(namespaces)),
            },
            { header: columns.lastSeen, cell: ({ lastSeen }) => <Time at={lastSeen} /> },
          ]}
        />
      </Section>
      <Section boxed title={texts.grants}>
        <p className={classes.lead}>{texts.grantsWhat}</p>
        <YamlView yaml={data.grants} label={texts.grantsAs} fileName="breakwater-rbac.yaml" lines={24} />
      </Section>
    </>
  );
}
