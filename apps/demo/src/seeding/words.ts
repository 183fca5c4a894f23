import { LANGUAGES, type Texts } from '../seed/index.ts'

/** The texts in languages other than English, each shaped as an endpoint wants it. */
export function translated<T>(shape: (language: keyof Texts) => T): Record<string, T> {
  return Object.fromEntries(
    LANGUAGES.filter((language) => language !== 'en').map((language) => [language, shape(language)]),
  )
}

export const inOthers = (texts: Texts): Record<string, string> => translated((language) => texts[language])

/** All languages, English included. */
export function inAll<T>(shape: (language: keyof Texts) => T): Record<string, T> {
  return { en: shape('en'), ...translated(shape) }
}

/** One paragraph of HTML. */
export function paragraph(text: string): string {
  return `<p>${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</p>`
}
