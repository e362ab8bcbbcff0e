import type { Reviews } from '../reviews.ts';

/** Rights as texts, `list findings` or `list findings in shop`, by user or group; tokens by their text. */
export interface Rights {
  readonly tokens?: Readonly<Record<string, string>>;
  readonly rights?: Readonly<Record<string, readonly string[]>>;
}

/** Stands for the API server where a test wants to decide what it answers; the real one is asked in test/cluster. */
export class WrittenReviews implements Reviews {
  rights: Readonly<Record<string, readonly string[]>>;
  readonly tokens: Readonly<Record<string, string>>;
  /** Set: every question fails with it. */
  failure: Error | undefined;
  readonly asked: string[] = [];
  atOnce = 0;
  mostAtOnce = 0;

  constructor({ tokens = {}, rights = {} }: Rights) {
    this.tokens = tokens;
    this.rights = rights;
  }

  async reviewToken(token: string): ReturnType<Reviews['reviewToken']> {
    this.asked.push('token');
    if (this.failure !== undefined) throw this.failure;
    const username = this.tokens[token];
    if (username === undefined) return { authenticated: false, error: 'unknown' };
    return { authenticated: true, user: { username, groups: ['system:authenticated'], extra: {} } };
  }

  async reviewAccess(
    user: Parameters<Reviews['reviewAccess']>[0],
    { verb, resource, namespace }: Parameters<Reviews['reviewAccess']>[1],
  ): ReturnType<Reviews['reviewAccess']> {
    this.atOnce++;
    this.mostAtOnce = Math.max(this.mostAtOnce, this.atOnce);
    await new Promise((resolve) => setImmediate(resolve));
    this.atOnce--;
    const question = `${verb} ${resource}${namespace === undefined ? '' : ` in ${namespace}`}`;
    this.asked.push(question);
    if (this.failure !== undefined) throw this.failure;
    const held = [user.username, ...user.groups].flatMap((name) => this.rights[name] ?? []);
    const wide = `${verb} ${resource}`;
    return { allowed: held.includes(question) || held.includes(wide) || held.includes('*'), reason: '' };
  }
}
