/** NO_COLOR and FORCE_COLOR as https://no-color.org and Node have them, else whether a person is reading. */
export function colorWanted(env: Readonly<Record<string, string | undefined>>, terminal: boolean): boolean {
  if (env.NO_COLOR !== undefined && env.NO_COLOR !== '') return false;
  if (env.FORCE_COLOR !== undefined) return env.FORCE_COLOR !== '0';
  return terminal && env.TERM !== 'dumb';
}
