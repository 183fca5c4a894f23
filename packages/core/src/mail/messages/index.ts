import { type MailLanguage, mailLanguages } from '../model.ts'
import { en } from './en.ts'
import type { Messages } from './messages.ts'
import { nl } from './nl.ts'
import { pl } from './pl.ts'
import { ru } from './ru.ts'
import { uk } from './uk.ts'

export type { Messages } from './messages.ts'

export const messages: Record<MailLanguage, Messages> = { en, uk, pl, nl, ru }

/** The language that a mail is written in for a reader of the given tag: `nl-BE` reads `nl`, an unknown one English. */
export function mailLanguage(tag: string): MailLanguage {
  const base = tag.toLowerCase().split(/[-_]/)[0]
  return mailLanguages.find((language) => language === base) ?? 'en'
}
