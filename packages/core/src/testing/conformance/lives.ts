import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setFailpoints } from '../../kernel/failpoint.ts'
import type { Fetch, Plugin } from '../../plugins/index.ts'
import { type ServedShop, serveTestShop } from '../shop.ts'

type Options = NonNullable<Parameters<typeof serveTestShop<readonly Plugin[]>>[0]>

/** A shop that may die and be opened again on what it left. */
export interface Lives {
  readonly shop: () => ServedShop
  /** Its address; undefined between its death and the next life. */
  readonly address: () => string | undefined
  /** Ends this life as shops are closed, and opens it again; with other plugins when they are given. */
  readonly reopen: (plugins?: readonly Plugin[]) => Promise<void>
  /**
   * Works until the place is passed, and lets the process die there: what its file is at that moment is opened again, and nothing that it
   * still does reaches anybody. False when the place was never passed.
   */
  readonly dieAt: (place: string, work: (isDead: () => boolean) => Promise<void>) => Promise<boolean>
  readonly close: () => Promise<void>
}

export async function openLives(first: Options & { readonly fetch: Fetch }): Promise<Lives> {
  let options = first
  const folder = mkdtempSync(join(tmpdir(), 'vitrine-lives-'))
  let number = 0
  let life = await begin(options, join(folder, 'shop.db'))
  const dieAt: Lives['dieAt'] = async (place, work) => {
    const dying = life
    number += 1
    const left = join(folder, `shop-${number}.db`)
    const die = () => {
      if (!dying.isOver) copyDatabase(dying.file, left)
      dying.isOver = true
      throw new Error('the process died here')
    }
    setFailpoints({ [place]: die })
    try {
      await work(() => dying.isOver)
    } finally {
      setFailpoints(undefined)
    }
    if (!dying.isOver) return false
    await dying.shop.close()
    life = await begin(options, left)
    return true
  }
  return {
    shop: () => life.shop,
    address: () => (life.isOver ? undefined : life.shop.url),
    async reopen(plugins = options.plugins ?? []) {
      options = { ...options, plugins }
      await life.shop.close()
      life = await begin(options, life.file)
    },
    dieAt,
    async close() {
      await life.shop.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

interface Life {
  readonly shop: ServedShop
  readonly file: string
  isOver: boolean
}

async function begin({ fetch, ...options }: Options & { readonly fetch: Fetch }, file: string): Promise<Life> {
  const state = { isOver: false }
  const shop = await serveTestShop({
    ...options,
    database: { url: `file:${file}` },
    fetch: (input, init) => (state.isOver ? Promise.reject(new TypeError('the process is dead')) : fetch(input, init)),
  })
  return Object.assign(state, { shop: shop as unknown as ServedShop, file })
}

/** What a process that is killed leaves: the file and its log as they are. */
function copyDatabase(from: string, to: string): void {
  for (const part of ['', '-wal']) if (existsSync(`${from}${part}`)) copyFileSync(`${from}${part}`, `${to}${part}`)
}
