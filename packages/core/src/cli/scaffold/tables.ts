const cellsOf = (line: string) =>
  line
    .slice(1, -1)
    .split(' | ')
    .map((cell) => cell.replace(/^\| ?| ?\|$/g, '').trim())

/** Tables of a Markdown text with their columns under each other, as formatters want them. */
export function aligned(text: string): string {
  return text.replaceAll(/(?:^\|.*\|\n)+/gm, (table) => {
    const lines = table.trimEnd().split('\n')
    const rows = lines.filter((_, at) => at !== 1).map(cellsOf)
    const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
    const lineOf = (cells: readonly string[]) =>
      `| ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |\n`
    const [head = [], ...body] = rows
    return [head, widths.map((width) => '-'.repeat(width)), ...body].map(lineOf).join('')
  })
}
