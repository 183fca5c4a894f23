/** Ukrainian and Russian letters by the usual passport writing; what NFKD cannot take apart of Latin. */
const LETTERS: Readonly<Record<string, string>> = {
  а: 'a',
  б: 'b',
  в: 'v',
  г: 'h',
  ґ: 'g',
  д: 'd',
  е: 'e',
  є: 'ie',
  ж: 'zh',
  з: 'z',
  и: 'y',
  і: 'i',
  к: 'k',
  л: 'l',
  м: 'm',
  н: 'n',
  о: 'o',
  п: 'p',
  р: 'r',
  с: 's',
  т: 't',
  у: 'u',
  ф: 'f',
  х: 'kh',
  ц: 'ts',
  ч: 'ch',
  ш: 'sh',
  щ: 'shch',
  ь: '',
  ю: 'iu',
  я: 'ia',
  ы: 'y',
  э: 'e',
  ъ: '',
  ł: 'l',
  ø: 'o',
  đ: 'd',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  þ: 'th',
  ı: 'i',
  "'": '',
  '’': '',
  ʼ: '',
}

const MARKS = /\p{M}+/gu
const ASCII = /^\p{ASCII}*$/u

/** A handle from any title: `Вулик «Дадан» 10` is `vulyk-dadan-10`. Empty when nothing of it can be written in ASCII. */
export function slugOf(text: string, max = 80): string {
  const slug = asciiOf(text)
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
  return slug.length <= max
    ? slug
    : slug
        .slice(0, max)
        .replace(/-[^-]*$/, '')
        .replace(/-+$/, '')
}

function asciiOf(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase().replaceAll("'", '')
  const folded = text.normalize('NFKD').toLowerCase().replace(MARKS, '')
  return [...folded].map((letter) => LETTERS[letter] ?? letter).join('')
}

/** The slug, or with the first free number behind it: `hive`, `hive-2`, `hive-3`. */
export function freeSlug(slug: string, taken: ReadonlySet<string>): string {
  if (!taken.has(slug)) return slug
  let number = 2
  while (taken.has(`${slug}-${number}`)) number += 1
  return `${slug}-${number}`
}
