import { parseArgs } from 'node:util'

/** How the shop was started: arguments go before the environment. */
export interface Options {
  readonly port: number
  readonly hostname: string
  readonly database: { readonly url: string; readonly authToken?: string }
  /** Where buyers reach it. */
  readonly publicUrl: string
  /** The sandboxes that open beside it, by their channel; undefined: all. */
  readonly platforms: readonly string[] | undefined
}

export const USAGE = `Usage: npm run demo -- [options]

  --port <number>      where to listen (PORT, default 3000)
  --host <name>        interface to listen on (HOST, default 127.0.0.1)
  --database <url>     file:… or a libSQL server (DATABASE_URL, default file:.data/demo.db)
  --public-url <url>   where buyers reach it (PUBLIC_URL, default http://localhost:<port>)
  --platforms <names>  sandboxes that open beside it: bazaar,ebay,amazon,pinterest or none (default all)
  --help               this text
`

/** Throws an Error in words for what cannot be understood; undefined asks for help. */
export function optionsOf(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Options | undefined {
  const text = { type: 'string' } as const
  const { values } = parseArgs({
    args: [...args],
    options: { port: text, host: text, database: text, 'public-url': text, platforms: text, help: { type: 'boolean' } },
  })
  if (values.help === true) return undefined
  const port = portOf(values.port ?? env.PORT ?? '3000')
  const authToken = env.DATABASE_AUTH_TOKEN
  const publicUrl = values['public-url'] ?? env.PUBLIC_URL ?? `http://localhost:${port}`
  if (!URL.canParse(publicUrl)) throw new Error(`--public-url is no address: ${publicUrl}`)
  return {
    port,
    hostname: values.host ?? env.HOST ?? '127.0.0.1',
    database: {
      url: databaseOf(values.database ?? env.DATABASE_URL ?? 'file:.data/demo.db'),
      ...(authToken !== undefined && { authToken }),
    },
    publicUrl: publicUrl.replace(/\/+$/, ''),
    platforms: values.platforms?.split(',').filter((name) => name !== 'none'),
  }
}

function portOf(text: string): number {
  const port = Number(text)
  if (/^\d{1,5}$/.test(text) && port > 0 && port < 65_536) return port
  throw new Error(`--port must be a number from 1 to 65535, not ${text}`)
}

/** A bare path is a file. */
function databaseOf(text: string): string {
  return /^[a-z]+:/.test(text) ? text : `file:${text}`
}
