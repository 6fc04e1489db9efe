/** Who may open what (I9). Secrets are stored as SHA-256 of 256 random bits, never as they are. */
export interface Credentials {
  /** Makes a workspace with its HMAC key and first epoch if it is not there. */
  ensureWorkspace(workspace: string): Promise<void>;
  workspaces(): Promise<readonly string[]>;
  /** The key of the duplicates HMAC; 32 bytes, one per workspace. */
  hmacKey(workspace: string): Promise<Uint8Array>;

  /** `client` opens MQTT, `POST /v1/events` and `GET /v1/down`; `member` everything else over HTTP. False if the name is taken. */
  add(
    credential: Readonly<{ workspace: string; name: string; kind: 'client' | 'member'; secretHash: string; at: number }>,
  ): Promise<boolean>;
  /** The stored hash of a client's secret. */
  clientSecretHash(workspace: string, name: string): Promise<string | undefined>;
  /** Who a member's token belongs to. */
  memberOfToken(secretHash: string): Promise<Readonly<{ workspace: string; member: string }> | undefined>;
  list(workspace: string, kind: 'client' | 'member'): Promise<readonly string[]>;
}
