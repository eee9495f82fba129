import { createECDH } from 'node:crypto'

/** A new key pair on P-256 for Web Push (RFC 8292), both base64url as the `web-push` library and browsers take them. */
export function createVapidKeys(): { publicKey: string; privateKey: string } {
  const curve = createECDH('prime256v1')
  curve.generateKeys()
  return {
    publicKey: curve.getPublicKey('base64url'),
    // The number may come out a byte shorter; its encoding is of fixed length.
    privateKey: Buffer.concat([Buffer.alloc(32), curve.getPrivateKey()])
      .subarray(-32)
      .toString('base64url'),
  }
}
