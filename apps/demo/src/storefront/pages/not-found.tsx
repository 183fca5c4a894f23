import { Document } from '../layout/document.tsx'
import type { Visit } from '../visit.ts'
import { SearchHelp } from './search.tsx'

interface NotFoundProps {
  readonly visit: Visit
  readonly title?: string
  readonly help?: string
}

/** Nothing here, or nothing here any more: with ways on. */
export function NotFoundPage({ visit, title = visit.t.notFound.title, help = visit.t.notFound.help }: NotFoundProps) {
  return (
    <Document visit={visit} head={{ title }}>
      <div class="wrap narrow lost">
        <h1>{title}</h1>
        <SearchHelp visit={visit} text={help} />
      </div>
    </Document>
  )
}

/** Something broke. The number finds it in the log. */
export function FailurePage({ visit, reference }: { readonly visit: Visit; readonly reference: string | undefined }) {
  const { t } = visit
  return (
    <Document visit={visit} head={{ title: t.failure.title }}>
      <div class="wrap narrow lost">
        <h1>{t.failure.title}</h1>
        <p>{t.failure.help}</p>
        {reference !== undefined && (
          <p class="muted">
            {t.errors.reference} <code>{reference}</code>
          </p>
        )}
      </div>
    </Document>
  )
}
