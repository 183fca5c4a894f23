import type { HeadView } from '@vitrine/plugin-storefront/client'
import type { Visit } from '../visit.ts'

interface BreadcrumbsProps {
  readonly visit: Visit
  /** From the home page to this one. */
  readonly trail: HeadView['breadcrumbs']
}

export function Breadcrumbs({ visit: { t, language }, trail }: BreadcrumbsProps) {
  const [home, ...rest] = trail
  if (home === undefined) return null
  return (
    <nav class="breadcrumbs" aria-label={t.breadcrumbs.label}>
      <ol>
        <li>
          <a href={home.path}>{t.breadcrumbs.home}</a>
        </li>
        {rest.map(({ name, path }, index) => (
          <li key={path} lang={language}>
            <a href={path} aria-current={index === rest.length - 1 ? 'page' : undefined}>
              {name}
            </a>
          </li>
        ))}
      </ol>
    </nav>
  )
}
