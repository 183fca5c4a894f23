import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as fc from 'fast-check'

export const HEAD =
  'Handle,Title,Body (HTML),Vendor,Type,Tags,Published,Option1 Name,Option1 Value,Variant SKU,Variant Grams,Variant Inventory Tracker,Variant Inventory Qty,Variant Inventory Policy,Variant Price,Variant Compare At Price,Image Src,Image Position'

export interface Good {
  readonly handle: string
  readonly rows: readonly string[]
}

/** Products that any file may hold, with handles of their own. */
export function goodProducts(prefix: string): fc.Arbitrary<Good[]> {
  const sizes = fc.subarray(['Small', 'Large', '10,5 cm', 'Ø 3"'], { minLength: 1 })
  return fc.array(fc.tuple(sizes, fc.nat(99_999)), { minLength: 1, maxLength: 4 }).map((found) =>
    found.map(([values, cents], at): Good => {
      const handle = `${prefix}-${at}`
      const rows = values.map((size, row) =>
        [
          ...(row === 0
            ? [handle, `Good ${at}`, '<p>Linden, "dry"</p>', 'Apiary', 'Tools', 'a, b', 'true', 'Size']
            : [handle, '', '', '', '', '', '', '']),
          ...[
            size,
            `${handle}-${row}`.toUpperCase(),
            '120',
            'shopify',
            String(row + 3),
            'deny',
            (cents / 100).toFixed(2),
            '',
            '',
            '',
          ],
        ]
          .map(quoted)
          .join(','),
      )
      return { handle, rows }
    }),
  )
}

const quoted = (cell: string): string => (/[",\r\n]/.test(cell) ? `"${cell.replace(/"/g, '""')}"` : cell)

/** Rows that are wrong by themselves and leave the rest of the file readable. */
export const badRow: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    '',
    ',,,,,,,,,,,,,,,,,',
    'bad,Bad,,,,,,,,,,,,,free,,,',
    'bad-2,,,,,,,,,,,,,,1.00,,,',
    'bad-3,Bad,,,,,,,,,heavy,,,,1.00,,,',
    'bad-4,Bad,,,,,,,,,,shopify,many,,1.00,,,',
    'bad-5,Bad,,,,,,Size,,,,,,,1.00,,,',
    'bad-6,Bad,,,,,,,,,,,,,-1.00,,,',
    'bad-7,Bad,,,,,,,,,,,,,99999999999999999999,,,',
    'bad-8,Bad,,,,,,,,,,,,,1e9,,,',
    'too,few,cells',
    `${'many,'.repeat(60)}cells`,
    'bad-9,Bad,,,,,,,,,,,,,1.00,,javascript:alert(1),x',
    "bad-10,Bad,,,,,,,'; drop table products; --,,,,,,1.00,,,",
    'bad-11,NUL\u0000NUL,,,,,,,,,,,,,1.00,,,',
    '../../etc/passwd,Bad,,,,,,,,,,,,,,,,',
    '__proto__,,,,,,,,,,,,,,1.00,,,',
  ),
  fc
    .array(
      fc.string({ unit: 'binary', maxLength: 12 }).map((text) => quoted(text)),
      { minLength: 18, maxLength: 18 },
    )
    .map((cells) => cells.join(',')),
)

export const OWN = `${HEAD}
smoker,Smoker,<p>Steel</p>,Apiary,Tools,"a, b",true,Size,Small,SM-S,900,shopify,5,deny,29.00,35.00,https://pictures.example.com/a.jpg,1
smoker,,,,,,,,Large,SM-L,1200,shopify,2,continue,39.00,,https://pictures.example.com/b.jpg,2
veil,Veil,"Line one
line ""two""",Apiary,,,false,Title,Default Title,VE-1,120,,,deny,14.50,,,
`

/** Files that people really exported; none of them where the folder is not there. */
const FOLDER = process.env.VITRINE_CATALOGS ?? join(import.meta.dirname, '../../../../shared/catalogs')
export const exported: readonly string[] = existsSync(FOLDER)
  ? readdirSync(FOLDER)
      .filter((name) => name.endsWith('.csv'))
      .map((name) => readFileSync(join(FOLDER, name), 'utf8'))
  : []

/** One thing done to a file that was right. */
export const mangled: fc.Arbitrary<Uint8Array<ArrayBuffer>> = fc
  .tuple(fc.constantFrom(OWN, ...exported), fc.nat(), fc.nat(), fc.nat(11))
  .map(([text, from, to, how]) => mangle(text, { from: from % text.length, to: to % text.length, how }))

interface Place {
  readonly from: number
  readonly to: number
  readonly how: number
}

function mangle(text: string, { from, to, how }: Place): Uint8Array<ArrayBuffer> {
  const [low, high] = [Math.min(from, to), Math.max(from, to)]
  const utf8 = (changed: string) => new Uint8Array(Buffer.from(changed, 'utf8'))
  const ways: readonly (() => Uint8Array<ArrayBuffer>)[] = [
    () => utf8(text.slice(0, from)),
    () => utf8(text.slice(0, low) + text.slice(high)),
    () => utf8(`${text.slice(0, from)}"${text.slice(from)}`),
    () => utf8(text.replaceAll('"', '')),
    () => utf8(text.replaceAll('\n', '\r')),
    () => utf8(text.replaceAll(',', ';')),
    () => utf8(`\ufeff${text}`),
    () => new Uint8Array(Buffer.from(`\ufeff${text}`, 'utf16le')),
    () => new Uint8Array(Buffer.from(`${text.slice(0, from)}é${text.slice(from)}`, 'latin1')),
    () => utf8(`${text.slice(0, from)}\u0000${text.slice(from)}`),
    () =>
      new Uint8Array(
        Buffer.concat([utf8(text).subarray(0, from), Buffer.from([0xe2, 0x82]), utf8(text).subarray(from)]),
      ),
    () => utf8(text.slice(0, low) + text.slice(low, high).repeat(3) + text.slice(high)),
  ]
  return (ways[how] ?? ways[0])?.() ?? utf8(text)
}

/** Nobody exported these. */
export const strange: readonly (readonly [string, () => Uint8Array<ArrayBuffer>])[] = (
  [
    ['nothing', () => ''],
    ['a header and nothing', () => HEAD],
    ['only a mark of the byte order', () => '\ufeff'],
    ['headers that stand twice', () => `${HEAD},Handle,Variant Price\nx,X,,,,,,,,,,,,,1.00,,,,y,2.00\n`],
    [
      'headers that are members of every object',
      () => `Handle,Title,Variant Price,__proto__,constructor,toString\nx,X,1.00,a,b,c\n`,
    ],
    ['a cell of 10 MB', () => `${HEAD}\nbig,${'x'.repeat(10_485_760)},,,,,,,,,,,,,1.00,,,\n`],
    ['a quote that never closes, 10 MB later', () => `${HEAD}\n"big,${'x\n'.repeat(5_242_880)}`],
    ['a hundred thousand columns', () => `${HEAD}${',c'.repeat(100_000)}\nwide,Wide${','.repeat(100_016)}\n`],
    ['a hundred thousand cells in a row', () => `${HEAD}\nwide${','.repeat(100_000)}\n`],
    ['formulas', () => `${HEAD}\n=cmd|' /C calc'!A0,=1+1,@SUM(A1),+1,-1,=HYPERLINK("x"),,,,,,,,,1.00,,,\n`],
    ['lone line feeds of another world', () => OWN.replaceAll('\n', '\r')],
    ['a picture', () => '\u0089PNG\r\n\u001a\n'],
    ['a workbook', () => 'PK\u0003\u0004[Content_Types].xml'],
    ['JSON', () => '{"products":[{"title":"Hive"}]}'],
    ['a page', () => '<!doctype html><table><tr><td>Handle</td></tr></table>'],
    ['text that runs the other way', () => `${HEAD}\nrtl,\u202eمرحبا,,,,,,,,,,,,,1.00,,,\n`],
  ] as const
).map(([name, make]) => [name, () => new Uint8Array(Buffer.from(make()))] as const)
