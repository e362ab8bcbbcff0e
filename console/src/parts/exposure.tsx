import type { WorkloadRow } from '../../../src/server/contract/index.ts';
import { useTexts } from '../texts/language.tsx';
import classes from './exposure.module.css';
import { Icon, type IconName } from './icons.tsx';

type Exposure = WorkloadRow['exposure'];

const icons: Readonly<Record<Exposure, IconName>> = {
  internet: 'world',
  'node-port': 'node',
  'host-network': 'node',
  none: 'inside',
};

/** From where a workload is reached, at worst. */
export function ExposureMark({ exposure }: { readonly exposure: Exposure }) {
  const { workloads: texts } = useTexts();
  return (
    <span className={classes.exposure} data-exposure={exposure} title={texts.exposureIs[exposure]}>
      <Icon name={icons[exposure]} size={14} />
      {texts.exposure[exposure]}
    </span>
  );
}
