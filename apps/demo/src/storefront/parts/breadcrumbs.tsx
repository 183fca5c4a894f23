import type { Visit } from '../visit.ts'

export interface Crumb {
  readonly title: string
  /** Without language. */
  readonly path: string
}

export function Breadcrumbs({ visit, trail }: { readonly visit: Visit; readonly trail: readonly Crumb[] }) {
  const { t, to, language } = visit
  return (
    <nav class="breadcrumbs" aria-label={t.breadcrumbs.label}>
      <ol>
        <li>
          <a href={to('/')}>{t.breadcrumbs.home}</a>
        </li>
        {trail.map(({ title, path }, index) => (
          <li key={path} lang={language}>
            <a href={to(path)} aria-current={index === trail.length - 1 ? 'page' : undefined}>
              {title}
            </a>
          </li>
        ))}
      </ol>
    </nav>
  )
}

export function breadcrumbList({ house, to, t }: Visit, trail: readonly Crumb[]): object {
  return {
    '@type': 'BreadcrumbList',
    itemListElement: [{ title: t.breadcrumbs.home, path: '/' }, ...trail].map(({ title, path }, index) => ({
      '@type': 'ListItem',
      position: index + 1,
      name: title,
      item: house.publicUrl + to(path),
    })),
  }
}
