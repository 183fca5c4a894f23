import type { Language } from '../../seed/index.ts'
import type { Visit } from '../visit.ts'
import { Icon } from './icon.tsx'

const NAMES: Readonly<Record<Language, string>> = {
  en: 'English',
  uk: 'Українська',
  pl: 'Polski',
  nl: 'Nederlands',
  ru: 'Русский',
}

/** Language and market are chosen apart from each other; the page stays. */
export function PlacePicker({ visit }: { readonly visit: Visit }) {
  const { t, language, languages, market, markets, path, search } = visit
  const query = search.toString()
  const here = path + (query === '' ? '' : `?${query}`)
  return (
    <details class="place">
      <summary>
        <Icon name="globe" />
        <span class="visually-hidden">{t.place.switchTo}:</span>
        <span class="place-now">
          {language.toUpperCase()} · {market.currency}
        </span>
      </summary>
      <form method="post" action="/place" class="place-panel">
        <input type="hidden" name="path" value={here} />
        <label>
          <span>{t.place.market}</span>
          <select name="market">
            {markets.map(({ code, name, currency }) => (
              <option key={code} value={code} selected={code === market.code}>
                {name} · {currency}
              </option>
            ))}
          </select>
        </label>
        <label>
          <span>{t.place.language}</span>
          <select name="language">
            {languages.map((each) => (
              <option key={each} value={each} lang={each} selected={each === language}>
                {NAMES[each]}
              </option>
            ))}
          </select>
        </label>
        <button type="submit" class="button">
          {t.place.apply}
        </button>
      </form>
    </details>
  )
}
