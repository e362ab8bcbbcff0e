/** The database failed, or refused. The message never has values of a statement. */
export class StoreError extends Error {
  override name = 'StoreError';
}
