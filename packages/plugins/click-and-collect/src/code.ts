import { randomInt } from 'node:crypto'

/**
 * Letters and digits that nobody takes for another, typed, read aloud or written by hand: without 0 O D Q, 1 I L J, 2 Z, 5 S, 8 B, 6 G, U V, and N
 * beside M.
 */
export const ALPHABET = '3479ACEFHKMPRTWXY'
const LENGTH = 6

/** Twenty-four million of them: by so many open pickups as a shop has, a guess is right once in thousands. */
export function newCode(): string {
  return Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')
}

/** What a person typed, as codes are written; undefined when it cannot be one. */
export function readCode(typed: string): string | undefined {
  const code = typed.toUpperCase().replace(/[\s.\-–—]/g, '')
  return code.length === LENGTH && [...code].every((letter) => ALPHABET.includes(letter)) ? code : undefined
}

/** In two groups of three, for reading: `KMP 37T`. */
export function spelled(code: string): string {
  return `${code.slice(0, 3)} ${code.slice(3)}`
}
