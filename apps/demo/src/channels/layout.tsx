import type { ComponentChildren } from 'preact'
import { SHOP_NAME } from '../seed/index.ts'
import { Notice } from '../storefront/parts/notice.tsx'
import { words } from './words.ts'

/** Something that went wrong, in the words of the shop. */
export interface Complaint {
  readonly title: string
  readonly hint?: string | undefined
}

export interface Shell {
  readonly styles: string
  readonly isSignedIn: boolean
  /** Milliseconds. */
  readonly now: number
  readonly said?: string | undefined
  readonly complaint?: Complaint | undefined
}

interface ChannelsPageProps {
  readonly shell: Shell
  readonly title: string
  readonly children: ComponentChildren
}

export function ChannelsPage({ shell, title, children }: ChannelsPageProps) {
  const { styles, said, complaint, isSignedIn } = shell
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>{title === words.title ? title : `${title} · ${words.title}`}</title>
        <link rel="icon" href="/favicon.svg" />
        <link rel="stylesheet" href={styles} />
      </head>
      <body class="desk channels">
        <header class="desk-top">
          <div class="wrap">
            <a href="/channels" class="desk-name">
              {SHOP_NAME} <span>{words.title}</span>
            </a>
            {isSignedIn && (
              <nav aria-label={words.title}>
                <form method="post" action="/channels/sign-out">
                  <button class="button is-quiet" type="submit">
                    {words.signOut}
                  </button>
                </form>
              </nav>
            )}
          </div>
        </header>
        <main id="main" class="wrap desk-main">
          <h1>{title}</h1>
          {said !== undefined && <Notice>{said}</Notice>}
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

export function SignInPage({ shell }: { readonly shell: Shell }) {
  return (
    <ChannelsPage shell={shell} title={words.signIn}>
      <p class="muted">{words.signInHelp}</p>
      <form method="post" action="/channels/sign-in" class="desk-form">
        <label for="email">{words.email}</label>
        <input id="email" name="email" type="email" autocomplete="username" required maxLength={254} />
        <label for="password">{words.password}</label>
        <input id="password" name="password" type="password" autocomplete="current-password" required maxLength={200} />
        <button class="button is-primary is-large" type="submit">
          {words.signIn}
        </button>
      </form>
    </ChannelsPage>
  )
}
