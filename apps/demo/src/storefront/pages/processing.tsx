import { Document } from '../layout/document.tsx'
import type { Visit } from '../visit.ts'

/** While a payment is not decided: looks again by itself, with or without a script. */
export function ProcessingPage({ visit, seconds }: { readonly visit: Visit; readonly seconds: number }) {
  const { t, to } = visit
  return (
    <Document visit={visit} head={{ title: t.checkout.processing, refresh: seconds }} isPlain>
      <div class="wrap narrow waiting">
        <div class="bees" aria-hidden="true">
          <span class="cell" />
          <span class="cell" />
          <span class="cell" />
        </div>
        <h1>{t.checkout.processing}</h1>
        <p role="status">{t.checkout.processingHelp}</p>
        <a class="button is-quiet" href={to('/checkout/processing')}>
          {t.checkout.lookAgain}
        </a>
      </div>
    </Document>
  )
}
