import { type Context, extensionPoint } from '../../kernel/index.ts'
import { localDisk } from './local-disk.ts'

/**
 * Where uploaded bytes lie. Keys are made of lower-case letters, digits, `/`, `-` and `.`, and name their content: one key never holds
 * other bytes later, so a driver may cache for ever.
 */
export interface FilesDriver {
  readonly id: string
  /** Stores the bytes durably before it resolves; writing the same key again changes nothing. */
  write(key: string, bytes: Uint8Array, about: { readonly contentType: string }): Promise<void>
  /** Undefined when nothing lies under the key. */
  read(key: string): Promise<StoredFile | undefined>
  /** Resolves also when nothing lay there. */
  remove(key: string): Promise<void>
}

export interface StoredFile {
  readonly size: number
  readonly body: ReadableStream<Uint8Array>
}

/** Makes a driver for this shop. The first one contributed is used; without any, files lie in the data folder. */
export type MakeFilesDriver = (settings: Context['settings']) => FilesDriver

export const filesDriver = extensionPoint<MakeFilesDriver>('catalog.files')

const drivers = new WeakMap<Context['settings'], FilesDriver>()

/** The driver of this shop. */
export function filesOf({ settings, extensions }: Pick<Context, 'settings' | 'extensions'>): FilesDriver {
  let driver = drivers.get(settings)
  if (driver === undefined) {
    const [make] = extensions.of(filesDriver)
    driver = make === undefined ? localDisk(settings.dataFolder) : make(settings)
    drivers.set(settings, driver)
  }
  return driver
}
