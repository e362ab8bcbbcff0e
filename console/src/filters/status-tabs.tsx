import { SegmentedControl } from '@mantine/core';

/** One status of a few, each with how many there are. */
export function StatusTabs<Status extends string>(props: {
  readonly label: string;
  readonly statuses: readonly Status[];
  readonly value: Status;
  readonly textOf: (status: Status) => string;
  readonly onChange: (status: Status) => void;
}) {
  const { label, statuses, value, textOf, onChange } = props;
  return (
    <SegmentedControl
      size="xs"
      aria-label={label}
      value={value}
      onChange={(chosen) => {
        const status = statuses.find((one) => one === chosen);
        if (status !== undefined) onChange(status);
      }}
      data={statuses.map((one) => ({ value: one, label: textOf(one) }))}
    />
  );
}
