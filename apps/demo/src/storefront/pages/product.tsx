import type { HeadView } from '@vitrine/plugin-storefront/client'
import type { Product } from '@vitrine/sdk'
import { Document } from '../layout/document.tsx'
import { Island } from '../layout/island.tsx'
import { Breadcrumbs } from '../parts/breadcrumbs.tsx'
import { Notice } from '../parts/notice.tsx'
import { type CardProduct, ProductGrid } from '../parts/product-card.tsx'
import { SaveForm } from '../parts/save-form.tsx'
import { AttributesTable } from '../product/attributes-table.tsx'
import { BuyBox, type BuyBoxData } from '../product/buy-box.tsx'
import type { Variant } from '../product/choice.ts'
import { Gallery } from '../product/gallery.tsx'
import type { Visit } from '../visit.ts'

export interface ProductPageProps {
  readonly visit: Visit
  readonly head: HeadView
  readonly product: Product
  readonly selected: Variant | undefined
  readonly data: BuyBoxData
  readonly related: readonly CardProduct[]
  /** Looked at before, newest first. */
  readonly viewed: readonly CardProduct[]
  readonly alert: string | undefined
}

export function ProductPage(props: ProductPageProps) {
  const { visit, head, product, selected, related, viewed, alert } = props
  const { t, language } = visit
  const subtitle = product.seo.description
  return (
    <Document visit={visit} head={head}>
      <div class="wrap">
        <Breadcrumbs visit={visit} trail={head.breadcrumbs} />
        {alert !== undefined && <Notice kind="alert">{alert}</Notice>}
        <article class="product">
          <Gallery visit={visit} product={product} selected={selected} />
          <div class="product-info">
            <h1 lang={language}>{product.title}</h1>
            {subtitle !== null && (
              <p class="subtitle" lang={language}>
                {subtitle}
              </p>
            )}
            <Box {...props} />
            <SaveForm visit={visit} product={product} />
            <div class="prose" lang={language} dangerouslySetInnerHTML={{ __html: product.description }} />
            <AttributesTable visit={visit} product={product} selected={selected} />
          </div>
        </article>
        <Shelf visit={visit} id="related" title={t.product.related} products={related} />
        <Shelf visit={visit} id="viewed" title={t.product.viewed} products={viewed} />
      </div>
    </Document>
  )
}

function Box({ visit, data, selected }: ProductPageProps) {
  const chosen = data.variants.find(({ sku }) => sku === selected?.sku)
  if (chosen === undefined) return <p class="stock is-none">{visit.t.product.soldOut}</p>
  return (
    <Island name="buy-box" props={{ data, selected: chosen.sku }}>
      <BuyBox t={visit.t} data={data} selected={chosen} />
    </Island>
  )
}

interface ShelfProps {
  readonly visit: Visit
  readonly id: string
  readonly title: string
  readonly products: readonly CardProduct[]
}

function Shelf({ visit, id, title, products }: ShelfProps) {
  if (products.length === 0) return null
  return (
    <section class="shelf" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <ProductGrid visit={visit} products={products} level={3} />
    </section>
  )
}
