import type { HeadView } from '@vitrine/plugin-storefront/client'
import { type TextPage, texts } from '../../shared/messages/texts.en.ts'
import { Document } from '../layout/document.tsx'
import { Breadcrumbs } from '../parts/breadcrumbs.tsx'
import type { Visit } from '../visit.ts'

export function isTextPage(name: string): name is TextPage {
  return Object.hasOwn(texts, name)
}

interface TextPageProps {
  readonly visit: Visit
  readonly name: TextPage
  readonly head: HeadView
}

export function TextPageView({ visit, name, head }: TextPageProps) {
  const { title, parts } = texts[name]
  return (
    <Document visit={visit} head={head}>
      <div class="wrap narrow">
        <Breadcrumbs visit={visit} trail={head.breadcrumbs} />
        <div class="prose">
          <h1>{title}</h1>
          {parts.map((part) => (
            <section key={part.title}>
              <h2>{part.title}</h2>
              <p>{part.text}</p>
            </section>
          ))}
        </div>
      </div>
    </Document>
  )
}
