import { admin } from './contract.ts'
import { adminHandlers } from './routes.ts'

export { safeHtml } from './html.ts'
export { freeSlug, slugOf } from './slug.ts'
export {
  changeTexts,
  dropTexts,
  type TextsOf,
  type TranslationRow,
  type Translator,
  translationsOf,
  translatorOf,
} from './translate.ts'

export const translationsContract = { admin }
export const translationsHandlers = { admin: adminHandlers }
