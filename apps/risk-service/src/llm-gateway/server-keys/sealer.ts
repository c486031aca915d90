import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const PURPOSE = 'tradewind provider keys';

export interface Sealed {
  readonly nonce: Buffer;
  /** With the tag behind it. */
  readonly ciphertext: Buffer;
}

/**
 * Encrypts secrets for the database, AES-256-GCM under a key derived from `SETTINGS_KEY` (HKDF-SHA-256). What a secret belongs to
 * is bound into its seal, so that a row that was moved or altered does not open.
 */
export class Sealer {
  readonly #key: Buffer;

  constructor(secret: string) {
    this.#key = Buffer.from(hkdfSync('sha256', secret, '', PURPOSE, 32));
  }

  seal(text: string, belongsTo: string): Sealed {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(ALGORITHM, this.#key, nonce, { authTagLength: TAG_BYTES });
    cipher.setAAD(Buffer.from(belongsTo, 'utf8'));
    const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return { nonce, ciphertext: Buffer.concat([body, cipher.getAuthTag()]) };
  }

  /** @throws Error when it was sealed under another key, or is not what was sealed */
  open({ nonce, ciphertext }: Sealed, belongsTo: string): string {
    const border = ciphertext.length - TAG_BYTES;
    const decipher = createDecipheriv(ALGORITHM, this.#key, nonce, { authTagLength: TAG_BYTES });
    decipher.setAAD(Buffer.from(belongsTo, 'utf8'));
    decipher.setAuthTag(ciphertext.subarray(border));
    try {
      return Buffer.concat([decipher.update(ciphertext.subarray(0, border)), decipher.final()]).toString('utf8');
    } catch {
      // What the library says is about states of ciphers; the reason is always one of these.
      throw new Error('it was sealed with another SETTINGS_KEY, or altered');
    }
  }
}
