import { Document } from '../layout/document.tsx'
import { Notice } from '../parts/notice.tsx'
import { type CardProduct, ProductGrid } from '../parts/product-card.tsx'
import { SaveForm } from '../parts/save-form.tsx'
import type { Visit } from '../visit.ts'

interface SavedPageProps {
  readonly visit: Visit
  readonly products: readonly CardProduct[]
  readonly alert: string | undefined
}

export function SavedPage({ visit, products, alert }: SavedPageProps) {
  const { t, to, language } = visit
  return (
    <Document visit={visit} head={{ title: t.saved.title }}>
      <div class="wrap">
        <h1>{t.saved.title}</h1>
        {alert !== undefined && <Notice kind="alert">{alert}</Notice>}
        {products.length === 0 && (
          <p>
            {t.saved.empty} <a href={to('/collections/all')}>{t.cart.browse}</a>
          </p>
        )}
        <ProductGrid visit={visit} products={products} />
        <ul class="saved-list">
          {products.map((product) => (
            <li key={product.id} lang={language}>
              <span>{product.title}</span>
              <SaveForm visit={visit} product={product} isSaved />
            </li>
          ))}
        </ul>
      </div>
    </Document>
  )
}
