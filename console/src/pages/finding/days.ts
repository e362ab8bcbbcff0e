/** The day so many days from now, as the API writes days: `2027-01-31`, in UTC. */
export function dayIn(days: number, now = Date.now()): string {
  return new Date(now + days * 86_400_000).toISOString().slice(0, 10);
}
