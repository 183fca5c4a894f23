/** A fenced code block of a Markdown page. */
export interface Block {
  readonly language: string
  /** Marked with the word `run` behind the language: the tests execute it. */
  readonly runs: boolean
  readonly code: string
  /** The heading above it. */
  readonly heading: string
  /** Line of its opening fence, from 1. */
  readonly line: number
}

const fence = /^```(\w*)(.*)$/

/** All fenced blocks of a page, in its order; throws when a fence is not closed. */
export function blocksOf(markdown: string): Block[] {
  const blocks: Block[] = []
  let heading = ''
  let open: { language: string; runs: boolean; line: number; code: string[] } | undefined
  for (const [index, text] of markdown.split('\n').entries()) {
    const [isFence, language = '', rest = ''] = fence.exec(text) ?? []
    if (open && isFence) {
      blocks.push({ ...open, code: open.code.join('\n'), heading })
      open = undefined
    } else if (open) open.code.push(text)
    else if (isFence) open = { language, runs: rest.trim().split(/\s+/).includes('run'), line: index + 1, code: [] }
    else if (/^#+ /.test(text)) heading = text.replace(/^#+ /, '')
  }
  if (open) throw new Error(`The code block in line ${open.line} is not closed.`)
  return blocks
}

/** Relative files that a page links to. */
export function linksOf(markdown: string): string[] {
  return [...markdown.matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)[^)]*\)/g)].map(([, path = '']) => path)
}

/** Root scripts that a page tells people to run: `npm test`, `npm run demo`. */
export function npmScriptsOf(markdown: string): string[] {
  return [...markdown.matchAll(/\bnpm (?:run ([\w:-]+)|(test)\b)/g)].map(([, script, test]) => script ?? test ?? '')
}
