import { CopyButton } from './copy-button.tsx';
import classes from './names.module.css';

/**
 * A name that is cut in the middle where there is no room: its end tells pods and replicas apart. Done by CSS, so that the whole
 * name is found by the browser's search, read by screen readers, and copied.
 */
export function Name({ children: name, copy = false }: { readonly children: string; readonly copy?: boolean }) {
  const tail = Math.min(10, Math.floor(name.length / 2));
  const cut = tail === 0 ? name.length : name.length - tail;
  return (
    <span className={classes.name} title={name}>
      <span className={classes.start}>{name.slice(0, cut)}</span>
      <span className={classes.end}>{name.slice(cut)}</span>
      {copy && <CopyButton text={name} />}
    </span>
  );
}

/** Monospace, for what Kubernetes calls things. */
export function Identifier({ children, copy = false }: { readonly children: string; readonly copy?: boolean }) {
  return (
    <code className={classes.identifier}>
      <Name copy={copy}>{children}</Name>
    </code>
  );
}
