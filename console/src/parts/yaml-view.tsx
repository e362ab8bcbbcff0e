import { useVirtualizer } from '@tanstack/react-virtual';
import { useLayoutEffect, useMemo, useRef } from 'react';
import { useTexts } from '../texts/language.tsx';
import classes from './code.module.css';
import { CopyButton } from './copy-button.tsx';
import { DownloadButton } from './download-button.tsx';
import { yamlTokens } from './yaml-tokens.ts';

interface Props {
  readonly yaml: string;
  /** From 1; it is marked, and in view at first. */
  readonly line?: number;
  readonly label: string;
  readonly fileName: string;
  /** Lines in view; fewer where there are fewer. */
  readonly lines?: number;
}

const lineHeight = 20;

/** YAML with line numbers; of any length, since only the lines in view are in the document. */
export function YamlView({ yaml, line, label, fileName, lines: inView = 15 }: Props) {
  const { parts: texts } = useTexts();
  const lines = useMemo(() => yaml.replace(/\n$/, '').split('\n'), [yaml]);
  const longest = useMemo(() => lines.reduce((max, { length }) => Math.max(max, length), 0), [lines]);
  const scroller = useRef<HTMLElement>(null);
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => lineHeight,
    overscan: 20,
  });
  useLayoutEffect(() => {
    if (line !== undefined && scroller.current !== null) {
      scroller.current.scrollTop = Math.max(0, (line - 1 - Math.floor(inView / 2)) * lineHeight);
    }
  }, [line, inView]);
  const digits = String(lines.length).length;
  return (
    <div className={classes.code}>
      <div className={classes.tools}>
        <CopyButton text={yaml} label={texts.copy} />
        <DownloadButton text={yaml} fileName={fileName} />
      </div>
      <section
        ref={scroller}
        className={classes.scroll}
        aria-label={label}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must get there
        tabIndex={0}
        style={{ height: Math.min(lines.length, inView) * lineHeight + 16 }}
      >
        <div style={{ height: virtual.getTotalSize(), minWidth: `${longest + digits + 6}ch`, position: 'relative' }}>
          {virtual.getVirtualItems().map(({ index, start }) => (
            <div
              key={index}
              className={classes.line}
              data-marked={index + 1 === line || undefined}
              style={{ transform: `translateY(${start}px)` }}
            >
              <span className={classes.number} style={{ width: `${digits + 3}ch` }} aria-hidden="true">
                {index + 1 === line ? '▸ ' : ''}
                {index + 1}
              </span>
              {index + 1 === line ? (
                <mark>
                  <Tokens line={lines[index] ?? ''} />
                </mark>
              ) : (
                <Tokens line={lines[index] ?? ''} />
              )}
            </div>
          ))}
        </div>
      </section>
    </div>
  );
}

function Tokens({ line }: { readonly line: string }) {
  let at = 0;
  return (
    <code>
      {yamlTokens(line).map(({ type, text }) => {
        const key = at;
        at += text.length;
        return (
          <span key={key} data-token={type}>
            {text}
          </span>
        );
      })}
    </code>
  );
}
