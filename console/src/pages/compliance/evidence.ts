/** The findings behind a control: `cis:5.2.2`. */
export function evidenceOf(standard: string, status: 'open' | 'accepted' = 'open') {
  const search = new URLSearchParams({ ...(status === 'open' ? {} : { status }), standard });
  return { pathname: '/findings', search: `?${search}` };
}
