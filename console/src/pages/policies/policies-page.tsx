import { Button } from '@mantine/core';
import { useSession } from '../../api/session.tsx';
import { Page } from '../../app/page.tsx';
import { Icon } from '../../parts/icons.tsx';
import { useKeys } from '../../parts/keys.ts';
import { WithPanel } from '../../parts/side-panel.tsx';
import { Tabs } from '../../parts/tabs.tsx';
import { useTexts } from '../../texts/language.tsx';
import { useHref, useUrlState } from '../../url/use-url-state.ts';
import { NewPolicyDialog } from './new-policy-dialog.tsx';
import { PodSecurityPanel } from './pod-security-panel.tsx';
import { PodSecurityTab } from './pod-security-tab.tsx';
import classes from './policies.module.css';
import { PolicyList } from './policy-list.tsx';
import { RefusalsTab } from './refusals-tab.tsx';
import { fields, tabs } from './state.ts';

/** What is enforced, and what would happen if we enforced more? */
export function PoliciesPage() {
  const { policies: texts } = useTexts();
  const [state, set] = useUrlState(fields);
  const href = useHref(fields);
  const { namespaces } = useSession();
  const { tab } = state;
  const close = () => set({ form: 'closed' }, { replace: true });
  // What holds for the whole cluster is for those to make who see it.
  const make = namespaces === null && tab === 'policies' && (
    <Button size="xs" leftSection={<Icon name="plus" size={14} />} onClick={() => set({ form: 'new' })}>
      {texts.make}
    </Button>
  );
  const closePanel = () => set({ namespace: '' });
  const namespace = tab === 'pod-security' ? state.namespace : '';
  useKeys(namespace === '' ? {} : { Escape: closePanel });
  return (
    <WithPanel
      panel={
        namespace === ''
          ? null
          : {
              label: texts.psaDetail(namespace),
              of: namespace,
              content: <PodSecurityPanel name={namespace} />,
              onClose: closePanel,
            }
      }
    >
      <div className={classes.scrolls}>
        <Page
          title={`${tab === 'policies' ? '' : `${texts.tabs[tab]} · `}${texts.title}`}
          heading={texts.title}
          actions={make}
        >
          <Tabs
            label={texts.tabsLabel}
            names={tabs}
            current={tab}
            to={(one) => href({ tab: one, form: 'closed', verdict: 'all', policy: '', namespace: '' })}
            texts={texts.tabs}
          />
          {tab === 'policies' && <PolicyList make={make} />}
          {tab === 'requests' && <RefusalsTab />}
          {tab === 'pod-security' && <PodSecurityTab />}
        </Page>
      </div>
      {state.form === 'new' && tab === 'policies' && namespaces === null && <NewPolicyDialog onClose={close} />}
    </WithPanel>
  );
}
