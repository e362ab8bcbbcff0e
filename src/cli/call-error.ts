/** The call is wrong (an option, a setting, a name): exit code 2, the message says what to do, no stack. */
export class CallError extends Error {
  override name = 'CallError';
}
