import type { Remembered } from './session-send.ts'

/** What a client has to keep between calls. Tokens open what they name: keep them as you keep passwords. */
export interface SessionState {
  /** Token of the cart. */
  readonly cart?: string | undefined
  /** Id and token of the last order, so that its page can be shown. */
  readonly order?: string | undefined
  /** Token of the signed-in customer. */
  readonly customer?: string | undefined
  /** What plugins have remembered, by header. */
  readonly [header: Remembered]: string | undefined
}

/** Where the session lives. Give your own for a native app, a key-value store, a framework's session. */
export interface Session {
  read(): SessionState | Promise<SessionState>
  write(state: SessionState): void | Promise<void>
}

/** Forgotten when the process or page ends. */
export function memorySession(state: SessionState = {}): Session {
  return {
    read: () => state,
    write(next) {
      state = next
    },
  }
}

interface TextStore {
  getItem(name: string): string | null
  setItem(name: string, value: string): void
}

/** Kept in `localStorage` (or the storage that you give); in memory where the browser forbids it. */
export function storageSession({ name = 'vitrine', storage }: { name?: string; storage?: TextStore } = {}): Session {
  const memory = memorySession()
  const attempt = <T>(work: (store: TextStore) => T): T | undefined => {
    try {
      return work(storage ?? (globalThis as unknown as { localStorage: TextStore }).localStorage)
    } catch {
      return undefined
    }
  }
  return {
    read: () => parse(attempt((store) => store.getItem(name))) ?? memory.read(),
    write(state) {
      attempt((store) => store.setItem(name, print(state)))
      return memory.write(state)
    },
  }
}

export interface CookieAttributes {
  readonly path: '/'
  readonly sameSite: 'lax'
  readonly httpOnly: boolean
  readonly secure: boolean
  /** Seconds. */
  readonly maxAge: number
}

/** How a server framework reads and sets cookies of the request at hand. */
export interface CookieJar {
  get(name: string): string | undefined | null
  set(name: string, value: string, attributes: CookieAttributes): void
}

export interface CookieSessionOptions {
  readonly name?: string
  /** Needed on servers; pages use `document.cookie`. */
  readonly jar?: CookieJar
  /** False only where the shop is served without TLS. */
  readonly secure?: boolean
  /** Whether a jar hides the cookie from scripts of the page. Default true; false where they share it with the server. */
  readonly httpOnly?: boolean
}

const YEAR = 31_536_000

/** Kept in one cookie: for pages, and for storefronts that render on a server (one session per request). */
export function cookieSession(options: CookieSessionOptions = {}): Session {
  const { name = 'vitrine', jar = pageJar, secure = true, httpOnly = true } = options
  const attributes = { path: '/', sameSite: 'lax', secure, httpOnly, maxAge: YEAR } as const
  let written: SessionState | undefined
  return {
    // A jar reads what came with the request, a page what any of its tabs wrote last.
    read: () => (jar === pageJar ? undefined : written) ?? parse(jar.get(name)) ?? {},
    write(state) {
      written = state
      jar.set(name, print(state), attributes)
    },
  }
}

const page = globalThis as unknown as { readonly document: { cookie: string } }

const pageJar: CookieJar = {
  get(name) {
    const found = page.document.cookie.split('; ').find((text) => text.startsWith(`${name}=`))
    try {
      return found && decodeURIComponent(found.slice(name.length + 1))
    } catch {
      return undefined
    }
  },
  set(name, value, { path, sameSite, secure, maxAge }) {
    const attributes = `path=${path}; samesite=${sameSite}; max-age=${maxAge}${secure ? '; secure' : ''}`
    page.document.cookie = `${name}=${encodeURIComponent(value)}; ${attributes}`
  },
}

function print(state: SessionState): string {
  return new URLSearchParams(Object.entries(state).filter(([, value]) => value)).toString()
}

function parse(text: string | null | undefined): SessionState | undefined {
  return text ? Object.fromEntries(new URLSearchParams(text)) : undefined
}
