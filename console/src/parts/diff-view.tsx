import { useTexts } from '../texts/language.tsx';
import classes from './code.module.css';
import { CopyButton } from './copy-button.tsx';
import { DownloadButton } from './download-button.tsx';

type LineType = 'added' | 'removed' | 'place' | 'same';

/** A unified diff. The file lines above the first place say nothing that the page does not. */
export function DiffView({
  diff,
  label,
  fileName,
}: {
  readonly diff: string;
  readonly label: string;
  readonly fileName: string;
}) {
  const { parts: texts } = useTexts();
  const lines = diff.replace(/\n$/, '').split('\n');
  const from = lines.findIndex((line) => line.startsWith('@@'));
  return (
    <div className={classes.code}>
      <div className={classes.tools}>
        <CopyButton text={diff} label={texts.copy} />
        <DownloadButton text={diff} fileName={fileName} />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must get there */}
      <section className={classes.scroll} aria-label={label} tabIndex={0}>
        <div className={classes.block}>
          {lines.slice(Math.max(0, from)).map((line, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other name, and never move
            <div key={index} className={classes.diffLine} data-type={typeOf(line)}>
              {line === '' ? ' ' : line}
            </div>
          ))}
        </div>
      </section>
    </div>
  );
}

function typeOf(line: string): LineType {
  if (line.startsWith('+')) return 'added';
  if (line.startsWith('-')) return 'removed';
  return line.startsWith('@@') ? 'place' : 'same';
}
