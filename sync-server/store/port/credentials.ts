/** `client` opens MQTT, `POST /v1/events` and `GET /v1/down`; `member` everything else over HTTP (I9). */
export type CredentialKind = 'client' | 'member';

/** Whose credential it is. */
export type CredentialName = Readonly<{ workspace: string; kind: CredentialKind; name: string }>;

export type NewSecret = CredentialName & Readonly<{ secretHash: string /** Epoch ms. */; at: number }>;

/** Who may open what (I9). Secrets are stored as SHA-256 of 256 random bits, never as they are. */
export interface Credentials {
  /** Makes a workspace with its HMAC key and first epoch if it is not there. */
  ensureWorkspace(workspace: string): Promise<void>;
  workspaces(): Promise<readonly string[]>;
  /** The key of the duplicates HMAC; 32 bytes, one per workspace. */
  hmacKey(workspace: string): Promise<Uint8Array>;

  /** False if the name is taken. */
  add(credential: NewSecret): Promise<boolean>;
  /** Puts another secret in the place of the one there is. False if there is nobody of that name. */
  replace(credential: NewSecret): Promise<boolean>;
  /** False if there is nobody of that name. */
  remove(credential: CredentialName): Promise<boolean>;
  /** The stored hash of somebody's secret; undefined where there is no such workspace or name. */
  secretHash(credential: CredentialName): Promise<string | undefined>;
  /** Who a member's token belongs to. */
  memberOfToken(secretHash: string): Promise<Readonly<{ workspace: string; member: string }> | undefined>;
  /** By name; `since` is when the present secret was made, epoch ms. */
  list(workspace: string, kind: CredentialKind): Promise<readonly Readonly<{ name: string; since: number }>[]>;
}
