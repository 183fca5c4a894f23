import type { ProductPage } from '@vitrine/sdk'
import { Icon } from '../layout/icon.tsx'
import { Island } from '../layout/island.tsx'
import { hasFilters, type ListQuery, listAddress, without } from '../list-query.ts'
import type { Visit } from '../visit.ts'

export type Facets = ProductPage<never, never, true>['facets']
type Group = Facets['groups'][number]

export interface ListPlace {
  readonly visit: Visit
  /** Of the list, without language. */
  readonly path: string
  readonly query: ListQuery
  readonly q?: string | undefined
  readonly facets: Facets
}

/** What helps to choose: properties before options, no option that repeats a property, nothing that few or all products have. */
function usefulGroups({ groups, total }: Facets): readonly Group[] {
  const offered = groups
    .filter(({ key }) => /^(attribute|option)\./.test(key))
    .sort((a, b) => a.key.localeCompare(b.key))
  return offered.filter(({ key, name, values }, index) => {
    if (values.some(({ selected }) => selected)) return true
    if (key.startsWith('option.') && offered.slice(0, index).some((other) => other.name === name)) return false
    const coverage = values.reduce((sum, { count }) => sum + count, 0)
    return values.length > 1 && coverage * 3 >= total && values.some(({ count }) => count < total)
  })
}

/** A form that filters without a script; with one it does so as soon as something is chosen. */
export function FacetForm(place: ListPlace) {
  const { visit, path, query, q, facets } = place
  const { t, to, language } = visit
  const groups = usefulGroups(facets)
  return (
    <Island name="filters">
      <details class="filters">
        <summary>
          <Icon name="filter" />
          {t.list.filters}
        </summary>
        <form id="filters" action={to(path)} class="filter-form">
          {q !== undefined && <input type="hidden" name="q" value={q} />}
          {query.sort !== undefined && <input type="hidden" name="sort" value={query.sort} />}
          <label class="check">
            <input type="checkbox" name="available" value="true" checked={query.available} />
            <span>{t.list.onlyAvailable}</span>
          </label>
          {groups.map((group, index) => (
            <FacetGroup key={group.key} group={group} isOpen={index < 4} language={language} />
          ))}
          <PriceRange {...place} />
          <button type="submit" class="button filter-apply">
            {t.list.apply}
          </button>
        </form>
      </details>
    </Island>
  )
}

function FacetGroup({
  group,
  isOpen,
  language,
}: {
  readonly group: Group
  readonly isOpen: boolean
  readonly language: string
}) {
  const isChosen = group.values.some(({ selected }) => selected)
  return (
    <details class="facet" open={isOpen || isChosen}>
      <summary lang={language}>{group.name}</summary>
      <fieldset>
        <legend class="visually-hidden" lang={language}>
          {group.name}
        </legend>
        {group.values.map(({ value, name, count, swatch, selected }) => (
          <label class="check" key={value}>
            <input type="checkbox" name={group.key} value={value} checked={selected} />
            {swatch !== null && (
              <svg class="dot" viewBox="0 0 18 18" width="18" height="18" aria-hidden="true">
                <circle cx="9" cy="9" r="8" fill={swatch} stroke="currentColor" stroke-opacity="0.4" />
              </svg>
            )}
            <span lang={language}>{name}</span>
            <span class="count">{count}</span>
          </label>
        ))}
      </fieldset>
    </details>
  )
}

function PriceRange({ visit, query, facets }: ListPlace) {
  const { t, market } = visit
  const { price } = facets
  if (price === null && query.priceMin === '' && query.priceMax === '') return null
  const field = (name: 'price.min' | 'price.max', value: string, hint: string | undefined) => (
    <label class="field">
      <span>{name === 'price.min' ? t.list.priceFrom : t.list.priceTo}</span>
      <input type="text" inputMode="decimal" name={name} value={value} placeholder={hint} size={8} />
    </label>
  )
  return (
    <details class="facet" open>
      <summary>
        {t.list.price}, {market.currency}
      </summary>
      <fieldset class="price-range">
        <legend class="visually-hidden">{t.list.price}</legend>
        {field('price.min', query.priceMin, price?.min.formatted)}
        {field('price.max', query.priceMax, price?.max.formatted)}
      </fieldset>
    </details>
  )
}

/** What is filtered by, each with a link that takes it away. */
export function ActiveFilters({ visit, path, query, q, facets }: ListPlace) {
  const { t, to, language, market } = visit
  if (!hasFilters(query)) return null
  const nameOf = (key: string, value: string) =>
    facets.groups.find((group) => group.key === key)?.values.find((each) => each.value === value)?.name ?? value
  const link = (other: ListQuery) => to(listAddress(path, other, { q }))
  const chips = [
    ...Object.entries(query.choices).flatMap(([key, values]) =>
      values.map((value) => ({ name: nameOf(key, value), href: link(without(query, key, value)) })),
    ),
    ...(query.available ? [{ name: t.list.available, href: link({ ...query, available: false }) }] : []),
    ...(query.priceMin === ''
      ? []
      : [{ name: `${t.list.priceFrom} ${query.priceMin} ${market.currency}`, href: link({ ...query, priceMin: '' }) }]),
    ...(query.priceMax === ''
      ? []
      : [{ name: `${t.list.priceTo} ${query.priceMax} ${market.currency}`, href: link({ ...query, priceMax: '' }) }]),
  ]
  const none = { ...query, choices: {}, priceMin: '', priceMax: '', available: false }
  return (
    <ul class="chips" aria-label={t.list.active}>
      {chips.map(({ name, href }) => (
        <li key={href}>
          <a class="chip" href={href} aria-label={t.list.removeFilter(name)}>
            <span lang={language}>{name}</span>
            <Icon name="close" />
          </a>
        </li>
      ))}
      <li>
        <a class="chip is-clear" href={link(none)}>
          {t.list.clear}
        </a>
      </li>
    </ul>
  )
}
