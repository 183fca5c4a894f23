const LETTERS: Readonly<Record<string, string>> = {
  ł: 'l',
  і: 'и',
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
const SPECIAL = /[łіґøßæœđðþı]/g
const MARKS = /\p{M}+/gu
const GAPS = /[^\p{L}\p{N}]+/gu
/** Text without other letters is folded in a tenth of the time. */
const ASCII = /^\p{ASCII}*$/u
const ASCII_GAPS = /[^a-z0-9]+/g

/**
 * One spelling for text and query alike, so that "miod", "Miód" and "МЕДОГОНКА" find what is meant:
 * compatibility forms apart (NFKD), case and marks off, letters that do not come apart by table, everything else one space.
 */
export function fold(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase().replace(ASCII_GAPS, ' ').trim()
  return text
    .normalize('NFKD')
    .toLowerCase()
    .normalize('NFKD')
    .replace(MARKS, '')
    .replace(SPECIAL, (letter) => LETTERS[letter] ?? letter)
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
