import type { PodSecurityNamespace } from '../../../../src/server/contract/index.ts';
import { useTexts } from '../../texts/language.tsx';
import classes from './policies.module.css';

type Level = NonNullable<PodSecurityNamespace['passes']>;

/** `baseline v1.37`. @param none what is said where there is no level */
export function LevelName({ level, none }: { readonly level: Level | null; readonly none: string }) {
  const { policies: texts } = useTexts();
  if (level === null) return <span className={classes.note}>{none}</span>;
  return (
    <span className={classes.level} data-level={level.level}>
      {texts.level(texts.levels[level.level] ?? level.level, level.version)}
    </span>
  );
}
