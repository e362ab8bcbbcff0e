import { useTexts } from '../texts/language.tsx';
import classes from './code.module.css';
import { CopyButton } from './copy-button.tsx';

/** A command to run in a terminal. */
export function CommandLine({ command, label }: { readonly command: string; readonly label: string }) {
  const { parts: texts } = useTexts();
  return (
    <div className={classes.code}>
      <div className={classes.tools}>
        <CopyButton text={command} label={texts.copy} />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must get there */}
      <section className={classes.scroll} aria-label={label} tabIndex={0}>
        <div className={classes.block} data-wrap>
          <code>{command}</code>
        </div>
      </section>
    </div>
  );
}
