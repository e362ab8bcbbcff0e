import { useParams } from 'react-router';
import { usePageTitle } from '../../app/page.tsx';
import { DetailPage } from '../../parts/detail.tsx';
import { useTexts } from '../../texts/language.tsx';
import { workloadPath } from './address.ts';
import { WorkloadByPath } from './workload-by-path.tsx';

/** What is it, who reaches it, what may it do, and what is wrong with it? */
export function WorkloadPage() {
  const { group = '', kind = '', namespace = '', name = '' } = useParams();
  const { workload: texts } = useTexts();
  usePageTitle(`${kind} ${namespace}/${name}`);
  return (
    <DetailPage back="/workloads" all={texts.all}>
      <WorkloadByPath path={workloadPath({ group, kind, namespace, name })} />
    </DetailPage>
  );
}
