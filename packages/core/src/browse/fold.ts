const LETTERS: Readonly<Record<string, string>> = {
  ł: 'l',
  ё: 'е',
  ї: 'и',
  і: 'и',
  й: 'и',
  ґ: 'г',
  ø: 'o',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
}
const SPECIAL = /[łёїійґøßæœđðþı]/g
const MARKS = /\p{M}+/gu
const GAPS = /[^\p{L}\p{N}]+/gu

/**
 * One spelling for text and query alike, so that "miod", "Miód" and "МЕДОГОНКА" find what is meant:
 * compatibility forms apart (NFKD), case and marks off, letters that do not decompose by table, everything else one space.
 */
export function fold(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replace(SPECIAL, (letter) => LETTERS[letter] ?? letter)
    .normalize('NFKD')
    .replace(MARKS, '')
    .replace(GAPS, ' ')
    .trim()
}

/** The different words of a folded text. */
export function wordsOf(folded: string): string[] {
  return folded === '' ? [] : [...new Set(folded.split(' '))]
}

/** SKUs and barcodes as they are compared: case and everything that is no letter or digit off. */
export function foldCode(code: string): string {
  return code.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '')
}
