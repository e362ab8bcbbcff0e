import type { Exception } from '../../../../src/server/contract/index.ts';
import { Icon, type IconName } from '../../parts/icons.tsx';
import { useTexts } from '../../texts/language.tsx';
import classes from './exceptions.module.css';

const icons: Readonly<Record<Exception['status'], IconName>> = {
  active: 'check',
  expired: 'clock',
  unmatched: 'minus',
};

export function ExceptionStatus({ status }: { readonly status: Exception['status'] }) {
  const { exceptions: texts } = useTexts();
  return (
    <span className={classes.status} data-status={status} title={texts.statusIs[status]}>
      <Icon name={icons[status]} size={14} />
      {texts.status[status]}
    </span>
  );
}
