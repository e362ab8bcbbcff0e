/** Whether a text fits a glob in which `*` stands for any run of characters but `/`; linear in the text for any glob. */
export function globMatches(glob: string, text: string): boolean {
  const patterns = glob.split('/');
  const segments = text.split('/');
  return (
    patterns.length === segments.length &&
    patterns.every((pattern, index) => segmentMatches(pattern, segments[index] ?? ''))
  );
}

function segmentMatches(pattern: string, text: string): boolean {
  const [first = '', ...rest] = pattern.split('*');
  const last = rest.pop();
  if (last === undefined) return text === first;
  if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last)) return false;
  let from = first.length;
  const end = text.length - last.length;
  for (const part of rest) {
    const found = text.indexOf(part, from);
    if (found < 0 || found + part.length > end) return false;
    from = found + part.length;
  }
  return true;
}
