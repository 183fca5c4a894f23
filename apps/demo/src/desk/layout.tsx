import type { ComponentChildren } from 'preact'
import { SHOP_NAME } from '../seed/index.ts'
import { Notice } from '../storefront/parts/notice.tsx'
import { type Said, words } from './words.ts'

/** Something that went wrong, in the words of the shop. */
export interface Complaint {
  readonly title: string
  readonly hint?: string | undefined
}

export interface Shell {
  readonly styles: string
  /** Of the counter; undefined before one is chosen. */
  readonly store?: { readonly code: string; readonly name: string; readonly isOpen: boolean } | undefined
  readonly isSignedIn: boolean
  readonly said?: Said | undefined
  readonly complaint?: Complaint | undefined
}

interface DeskPageProps {
  readonly shell: Shell
  readonly title: string
  readonly children: ComponentChildren
}

export function DeskPage({ shell, title, children }: DeskPageProps) {
  const { styles, said, complaint } = shell
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>{`${title} · ${words.title}`}</title>
        <link rel="icon" href="/favicon.svg" />
        <link rel="stylesheet" href={styles} />
      </head>
      <body class="desk">
        <Top shell={shell} />
        <main id="main" class="wrap desk-main">
          <h1>{title}</h1>
          {said !== undefined && <Notice>{words.said[said]}</Notice>}
          {complaint !== undefined && (
            <Notice kind="alert">
              <strong>{complaint.title}</strong>
              {complaint.hint !== undefined && <p>{complaint.hint}</p>}
            </Notice>
          )}
          {children}
        </main>
      </body>
    </html>
  )
}

function Top({ shell: { store, isSignedIn } }: Pick<DeskPageProps, 'shell'>) {
  return (
    <header class="desk-top">
      <div class="wrap">
        <a href={store === undefined ? '/pickup-desk' : `/pickup-desk/${store.code}`} class="desk-name">
          {SHOP_NAME} <span>{words.title}</span>
        </a>
        {store !== undefined && (
          <span class="desk-store">
            {store.name} <small>{store.isOpen ? words.open : words.closed}</small>
          </span>
        )}
        {isSignedIn && (
          <nav aria-label={words.title}>
            {store !== undefined && <a href="/pickup-desk">{words.otherStore}</a>}
            <form method="post" action="/pickup-desk/sign-out">
              <button class="button is-quiet" type="submit">
                {words.signOut}
              </button>
            </form>
          </nav>
        )}
      </div>
    </header>
  )
}
