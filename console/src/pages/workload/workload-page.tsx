import { Link, useParams } from 'react-router';
import { usePageTitle } from '../../app/page.tsx';
import { Icon } from '../../parts/icons.tsx';
import { useTexts } from '../../texts/language.tsx';
import { workloadPath } from './address.ts';
import classes from './workload.module.css';
import { WorkloadByPath } from './workload-by-path.tsx';

/** What is it, who reaches it, what may it do, and what is wrong with it? */
export function WorkloadPage() {
  const { group = '', kind = '', namespace = '', name = '' } = useParams();
  const { workload: texts } = useTexts();
  usePageTitle(`${kind} ${namespace}/${name}`);
  return (
    <div className={classes.page}>
      <Link to="/workloads" className={classes.back}>
        <Icon name="left" size={14} />
        {texts.all}
      </Link>
      <WorkloadByPath path={workloadPath({ group, kind, namespace, name })} />
    </div>
  );
}
