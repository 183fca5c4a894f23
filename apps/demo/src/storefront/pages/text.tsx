import { type TextPage, texts } from '../../shared/messages/texts.en.ts'
import { Document } from '../layout/document.tsx'
import { Breadcrumbs } from '../parts/breadcrumbs.tsx'
import type { Visit } from '../visit.ts'

export function isTextPage(name: string): name is TextPage {
  return Object.hasOwn(texts, name)
}

export function TextPageView({ visit, name }: { readonly visit: Visit; readonly name: TextPage }) {
  const { title, parts } = texts[name]
  const path = `/pages/${name}`
  return (
    <Document visit={visit} head={{ title, description: parts[0].text.slice(0, 160), canonical: path }}>
      <div class="wrap narrow">
        <Breadcrumbs visit={visit} trail={[{ title, path }]} />
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
