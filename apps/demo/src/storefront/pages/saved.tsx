import { Document } from '../layout/document.tsx'
import { Notice } from '../parts/notice.tsx'
import { Picture } from '../parts/picture.tsx'
import { Price } from '../parts/price.tsx'
import type { CardProduct } from '../parts/product-card.tsx'
import { SaveForm } from '../parts/save-form.tsx'
import type { Visit } from '../visit.ts'

interface SavedPageProps {
  readonly visit: Visit
  readonly products: readonly CardProduct[]
  readonly alert: string | undefined
}

export function SavedPage({ visit, products, alert }: SavedPageProps) {
  const { t, to } = visit
  return (
    <Document visit={visit} head={{ title: t.saved.title }}>
      <div class="wrap narrow">
        <h1>{t.saved.title}</h1>
        {alert !== undefined && <Notice kind="alert">{alert}</Notice>}
        {products.length === 0 && (
          <p>
            {t.saved.empty} <a href={to('/collections/all')}>{t.cart.browse}</a>
          </p>
        )}
        <ul class="saved-list">
          {products.map((product) => (
            <SavedLine key={product.id} visit={visit} product={product} />
          ))}
        </ul>
      </div>
    </Document>
  )
}

function SavedLine({ visit, product }: { readonly visit: Visit; readonly product: CardProduct }) {
  const { t, to, language } = visit
  const { handle, title, image, price, compareAt, lowest30, priceVaries } = product
  return (
    <li class="saved-line">
      <Picture image={image} alt="" sizes="7.5rem" />
      <div>
        <h2 lang={language}>
          <a href={to(`/products/${handle}`)}>{title}</a>
        </h2>
        <Price {...{ t, price, compareAt, lowest30 }} varies={priceVaries} />
        <SaveForm visit={visit} product={product} isSaved />
      </div>
    </li>
  )
}
