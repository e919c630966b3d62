/** No letters and digits that look alike. */
const ALPHABET = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';

const LENGTH = 20;

/** Characters that a password has at least. */
export const LEAST = 12;

/** A password that nobody has chosen: 116 bits at random. */
export function randomPassword(): string {
  // Bytes from here on would favour the first letters.
  const fair = 256 - (256 % ALPHABET.length);
  let password = '';
  while (password.length < LENGTH) {
    for (const byte of crypto.getRandomValues(new Uint8Array(LENGTH))) {
      if (byte < fair && password.length < LENGTH) password += ALPHABET[byte % ALPHABET.length];
    }
  }
  return password;
}

export function isLongEnough(password: string): boolean {
  return [...password].length >= LEAST;
}
