/** What is fixed for the life of the process about this installation. */
export interface InstanceFacts {
  readonly version: string
  /** How people reach the server, without a slash at the end. */
  readonly publicUrl: string
  /** Absolute path of the data folder. */
  readonly dataFolder: string
  /** Absolute path of the folder that backups are kept in. */
  readonly backupFolder: string
  readonly registration: 'open' | 'invite' | 'closed'
  /** The VAPID public key apps subscribe to Web Push with (RFC 8292), base64url. */
  readonly vapidPublicKey: string
  /** What the configuration makes possible beyond what is always there. */
  readonly features: { readonly videos: boolean; readonly fcm: boolean }
  /** Countries whose videos are fetched (ISO 3166-1); the first is the feed's fallback. */
  readonly videoRegions: readonly string[]
  /** Off only for benchmarks, on a loopback address. */
  readonly rateLimits: boolean
}

/** The installation's own keys as use cases need them. */
export interface Keys {
  /** Encrypts what must be readable again but not from a copy of the database (TOTP secrets). */
  readonly totpKey: Buffer
  /** Signs or salts what is given out as links. */
  readonly linkKey: Buffer
}
