/** There are more policies and pods than can be evaluated in bounded memory. */
export class NetworkTooLargeError extends Error {
  override name = 'NetworkTooLargeError';
}
