import type { ComponentChildren } from 'preact'
import { SHOP_NAME } from '../seed/index.ts'
import { Notice } from '../storefront/parts/notice.tsx'
import type { Complaint } from './complaint.ts'
import { words } from './words.ts'

/** A part of the back office with pages of its own. */
export interface Face {
  readonly path: `/${string}`
  readonly title: string
  /** Said to who is signed in and has no right here. */
  readonly noRight: string
}

/** What stands around every page for staff. */
export interface Shell {
  readonly face: Face
  readonly styles: string
  readonly isSignedIn: boolean
  /** Milliseconds. */
  readonly now: number
  /** In the head of the page, beside its name. */
  readonly place?: ComponentChildren
  /** Ways that lead elsewhere, in the head of the page. */
  readonly ways?: ComponentChildren
  /** Where the name leads; the start of the face when left out. */
  readonly home?: string | undefined
  readonly said?: string | undefined
  readonly complaint?: Complaint | undefined
}

interface StaffPageProps {
  readonly shell: Shell
  readonly title: string
  readonly children?: ComponentChildren
}

export function StaffPage({ shell, title, children }: StaffPageProps) {
  const { face, styles, said, complaint } = shell
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>{title === face.title ? title : `${title} · ${face.title}`}</title>
        <link rel="icon" href="/favicon.svg" />
        <link rel="stylesheet" href={styles} />
      </head>
      <body class="staff">
        <Top shell={shell} />
        <main id="main" class="wrap staff-main">
          <h1>{title}</h1>
          {said !== undefined && <Notice>{said}</Notice>}
          {complaint !== undefined && <Complained complaint={complaint} />}
          {children}
        </main>
      </body>
    </html>
  )
}

function Top({ shell: { face, place, ways, home, isSignedIn } }: Pick<StaffPageProps, 'shell'>) {
  return (
    <header class="staff-top">
      <div class="wrap">
        <a href={home ?? face.path} class="staff-name">
          {SHOP_NAME} <span>{face.title}</span>
        </a>
        {place}
        {isSignedIn && (
          <nav aria-label={face.title}>
            {ways}
            <form method="post" action={`${face.path}/sign-out`}>
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

function Complained({ complaint: { title, detail, hint, errors = [], link } }: { readonly complaint: Complaint }) {
  return (
    <Notice kind="alert">
      <strong>{title}</strong>
      {detail !== undefined && <p>{detail}</p>}
      {errors.length > 0 && (
        <ul>
          {errors.map(({ path, message }) => (
            <li key={path}>
              {nameOf(path)}: {message}
            </li>
          ))}
        </ul>
      )}
      {hint !== undefined && <p>{hint}</p>}
      {link !== undefined && (
        <p>
          <a href={link.href}>{link.text}</a>
        </p>
      )}
    </Notice>
  )
}

/** `body.settings.market` is `settings, market` for people. */
const nameOf = (path: string) => path.replace(/^body\./, '').replaceAll('.', ', ')
