import type { Product } from '@vitrine/sdk'
import { Document } from '../layout/document.tsx'
import { Island } from '../layout/island.tsx'
import { Breadcrumbs, breadcrumbList, type Crumb } from '../parts/breadcrumbs.tsx'
import { Notice } from '../parts/notice.tsx'
import { type CardProduct, ProductGrid } from '../parts/product-card.tsx'
import { AttributesTable } from '../product/attributes-table.tsx'
import { BuyBox, type BuyBoxData } from '../product/buy-box.tsx'
import type { Variant } from '../product/choice.ts'
import { Gallery } from '../product/gallery.tsx'
import { plain, productData } from '../product/product-data.ts'
import type { Visit } from '../visit.ts'

export interface ProductPageProps {
  readonly visit: Visit
  readonly product: Product
  readonly selected: Variant | undefined
  readonly data: BuyBoxData
  readonly related: readonly CardProduct[]
  readonly alert: string | undefined
}

export function ProductPage(props: ProductPageProps) {
  const { visit, product, selected, related, alert } = props
  const { t, language } = visit
  const trail = trailOf(product)
  const subtitle = product.seo.description
  return (
    <Document
      visit={visit}
      head={{
        title: product.title,
        description: subtitle ?? plain(product.description).slice(0, 160),
        canonical: `/products/${product.handle}`,
        image: product.image?.url,
        type: 'product',
        jsonLd: [productData(visit, product), breadcrumbList(visit, trail)],
      }}
    >
      <div class="wrap">
        <Breadcrumbs visit={visit} trail={trail} />
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
            <div class="prose" lang={language} dangerouslySetInnerHTML={{ __html: product.description }} />
            <AttributesTable visit={visit} product={product} selected={selected} />
          </div>
        </article>
        {related.length > 0 && (
          <section class="shelf" aria-labelledby="related">
            <h2 id="related">{t.product.related}</h2>
            <ProductGrid visit={visit} products={related} level={3} />
          </section>
        )}
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

function trailOf({ collections, type, title, handle }: Product): readonly Crumb[] {
  const shelf = collections.find((collection) => collection.handle === type) ?? collections[0]
  const self = { title, path: `/products/${handle}` }
  return shelf === undefined ? [self] : [{ title: shelf.title, path: `/collections/${shelf.handle}` }, self]
}
