import { type DestinationStream, type Logger, pino, stdSerializers } from 'pino';

/** Longest message of an error that is logged: what others wrote may stand in it. */
const longestMessage = 500;

/**
 * The server's log: JSON lines to standard error. Of a request it knows id, method, route, status, time and user; never a header, a
 * cookie, an address's query or a body. So no serializer takes a request or an answer whole.
 */
export function makeLog(stream: DestinationStream, level: string): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: {
        req: () => undefined,
        res: () => undefined,
        err: (error: unknown) =>
          error instanceof Error ? errorOf(error) : { message: 'something else than an error' },
      },
    },
    stream,
  );
}

function errorOf(error: Error): Record<string, unknown> {
  const { type, message, stack } = stdSerializers.err(error);
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  return {
    type,
    message: message.slice(0, longestMessage),
    ...(code !== undefined && { code }),
    // The frames only: the stack's head repeats the message in whole.
    frames: stack
      .split('\n')
      .filter((line) => /^\s+at /.test(line))
      .slice(0, 30)
      .map((line) => line.trim()),
  };
}
