/** Who someone is, as TokenReview, OIDC or the link said it: what access reviews are asked with. */
export interface Identity {
  readonly name: string;
  readonly uid: string | undefined;
  readonly groups: readonly string[];
  readonly extra: Readonly<Record<string, readonly string[]>>;
}

export type SignInWay = 'link' | 'oidc' | 'kubernetes' | 'token';

export interface SessionRecord {
  /** SHA-256 of the cookie's value, hexadecimal: the cookie itself is not kept. */
  readonly hash: string;
  readonly identity: Identity;
  readonly via: SignInWay;
  readonly csrf: string;
  readonly createdAt: string;
  /** ISO 8601. */
  readonly expires: string;
}

export interface SessionStore {
  add(session: SessionRecord): Promise<void>;
  /** Undefined where there is none or it is over at `now`. */
  get(hash: string, now: string): Promise<SessionRecord | undefined>;
  extend(hash: string, expires: string): Promise<void>;
  remove(hash: string): Promise<void>;
  /** Ends all sessions of a user. @returns how many */
  removeOf(user: string): Promise<number>;
}

export type TokenScope = 'read' | 'accept' | 'admin';

export interface TokenRecord {
  readonly id: string;
  readonly name: string;
  /** SHA-256 of the secret, hexadecimal. */
  readonly hash: string;
  readonly scopes: readonly TokenScope[];
  /** Undefined: all that its maker sees. */
  readonly namespaces: readonly string[] | undefined;
  /** Its maker: a token never may more than they. */
  readonly createdBy: Identity;
  readonly createdAt: string;
  readonly expires: string;
  readonly lastUsed: string | undefined;
}

export interface TokenStore {
  /** @returns the token with its id */
  add(token: Omit<TokenRecord, 'id' | 'lastUsed'>): Promise<TokenRecord>;
  /** Undefined where there is none or it is expired at `now`. Remembers the use, at most once a minute. */
  use(hash: string, now: string): Promise<TokenRecord | undefined>;
  /** Newest first, expired ones too. */
  list(): Promise<readonly TokenRecord[]>;
  /** @returns whether it was there */
  remove(id: string): Promise<boolean>;
}

export interface UserRecord {
  readonly name: string;
  readonly via: SignInWay;
  readonly lastSeen: string;
  readonly permissions: readonly string[];
  /** Undefined: all. */
  readonly namespaces: readonly string[] | undefined;
}

export interface UserStore {
  /** Remembers that someone was here; writes at most once a minute unless what they may do changed. */
  seen(user: UserRecord): Promise<void>;
  /** Last seen first, at most 1,000. */
  list(): Promise<readonly UserRecord[]>;
}

export interface StoredSettings {
  readonly retention: { readonly resolvedDays: number; readonly trendDays: number; readonly auditDays: number };
  readonly teamLabels: readonly string[];
}

export interface SettingsStore {
  /** With defaults where nothing was set. */
  get(): Promise<StoredSettings>;
  set(settings: StoredSettings): Promise<void>;
}
