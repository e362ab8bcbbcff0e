import { CopyButton } from './copy-button.tsx';
import classes from './names.module.css';

/** Characters of the end that always stand, of names that have more than `shortest`. */
const tail = 10;
const shortest = 16;

/**
 * A name that is cut in the middle where there is no room: its end tells pods and replicas apart. Done by CSS, so that the whole
 * name is found by the browser's search, read by screen readers, and copied.
 */
export function Name({ children: name, copy = false }: { readonly children: string; readonly copy?: boolean }) {
  const cut = name.length - (name.length > shortest ? tail : 0);
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
