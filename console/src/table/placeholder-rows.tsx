import classes from './data-table.module.css';

/** In place of a row that is on its way, as high as it will be. */
export function SkeletonRow({
  columns,
  index,
  height,
}: {
  readonly columns: number;
  readonly index: number;
  readonly height: number;
}) {
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a row is no stop of the focus
    <tr className={classes.row} aria-hidden="true" style={{ height }}>
      {Array.from({ length: columns }, (_, column) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they are all alike
        <td key={column}>
          <span className={classes.skeleton} style={{ width: `${45 + ((index * 31 + column * 17) % 40)}%` }} />
        </td>
      ))}
    </tr>
  );
}

/** In place of all rows before or after those in view. */
export function Spacer({ height, span }: { readonly height: number; readonly span: number }) {
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a row is no stop of the focus
    <tr aria-hidden="true" className={classes.spacer}>
      <td colSpan={span} style={{ height }} />
    </tr>
  );
}
