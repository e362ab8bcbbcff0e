/** Bounds of the five fields, and the names that two of them know. Source: robfig/cron v3 spec.go, as Kubernetes uses it. */
const fields: readonly {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly names?: string[];
}[] = [
  { name: 'minute', min: 0, max: 59 },
  { name: 'hour', min: 0, max: 23 },
  { name: 'day of month', min: 1, max: 31 },
  {
    name: 'month',
    min: 1,
    max: 12,
    names: ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'],
  },
  { name: 'day of week', min: 0, max: 6, names: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] },
];

const macros = new Set(['@yearly', '@annually', '@monthly', '@weekly', '@daily', '@midnight', '@hourly']);

/** Longest schedule that is looked at; longer ones are wrong anyway. */
const longest = 1000;

/**
 * Why a CronJob's schedule is refused, in a few words; undefined where it is valid. The rules are those of robfig/cron's standard
 * parser (five fields, `*`, `?`, lists, ranges, steps, names, @macros, `@every 1h30m`), and Kubernetes' own: no TZ in it.
 */
export function scheduleFault(schedule: string): string | undefined {
  if (schedule.length > longest) return 'too long';
  if (schedule.includes('TZ')) return 'a time zone belongs in timeZone';
  if (schedule.startsWith('@')) {
    if (macros.has(schedule)) return undefined;
    if (schedule.startsWith('@every ')) return isDuration(schedule.slice(7)) ? undefined : 'not a duration';
    return 'unknown macro';
  }
  const parts = schedule.split(/\s+/).filter((part) => part !== '');
  if (parts.length !== fields.length) return `${parts.length} fields instead of 5`;
  for (const [index, field] of fields.entries()) {
    const wrong = (parts[index] ?? '').split(',').find((range) => range !== '' && !isRange(range, field));
    if (wrong !== undefined) return `${field.name} ${wrong}`;
  }
  return undefined;
}

type Field = (typeof fields)[number];

/** number | number "-" number [ "/" number ] | "*" [ "/" number ] */
function isRange(text: string, field: Field): boolean {
  const [range = '', step, ...more] = text.split('/');
  if (more.length > 0 || (step !== undefined && numberOf(step) === undefined)) return false;
  if (step !== undefined && numberOf(step) === 0) return false;
  const [low = '', high, ...rest] = range.split('-');
  if (low === '*' || low === '?') return true;
  if (rest.length > 0) return false;
  const start = valueIn(low, field);
  const end = high === undefined ? start : valueIn(high, field);
  if (start === undefined || end === undefined) return false;
  return start >= field.min && end <= field.max && start <= end;
}

function valueIn(text: string, field: Field): number | undefined {
  const named = field.names?.indexOf(text.toLowerCase()) ?? -1;
  return named >= 0 ? named + field.min : numberOf(text);
}

function numberOf(text: string): number | undefined {
  return /^\+?\d{1,9}$/.test(text) ? Number(text) : undefined;
}

/** Go's time.ParseDuration: `1h30m`, `-1.5h`, `.5s`, `0`. */
function isDuration(text: string): boolean {
  return /^[-+]?(0|((\d+(?:\.\d*)?|\.\d+)(ns|us|µs|μs|ms|s|m|h))+)$/.test(text);
}
