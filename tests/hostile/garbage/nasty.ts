import * as fc from 'fast-check'

const deep = (levels: number): unknown => {
  let value: unknown = 1
  for (let level = 0; level < levels; level += 1) value = [value]
  return value
}

/** Texts that have broken somebody before. */
const nastyTexts: readonly string[] = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  'x\udc00y',
  '\u202eمرحبا بالعالم',
  'é'.normalize('NFD'),
  '\ufeff',
  '\n\r\t',
  '👩‍👩‍👧‍👦'.repeat(20),
  "'; drop table products; --",
  '" or ""="',
  '%',
  '%00',
  '_%\\',
  '../../etc/passwd',
  '..\\..\\windows',
  '/absolute',
  '<script>alert(1)</script>',
  '=HYPERLINK("http://bad.example")',
  '{{7*7}}',
  '__proto__',
  'constructor',
  'toString',
  'null',
  'undefined',
  'NaN',
  '-1',
  '9007199254740993',
  '1e400',
  '0x10',
  'true',
  '2026-02-30T25:61:61Z',
  '+275760-09-13T00:00:00.001Z',
  '0000-01-01T00:00:00Z',
  '*',
  'NEAR(*)',
  'a'.repeat(300),
  'ü'.repeat(5_000),
  'a'.repeat(100_000),
]

export const nastyText: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...nastyTexts),
  fc.string({ unit: 'binary', maxLength: 30 }),
)

const nastyNumber: fc.Arbitrary<number> = fc.oneof(
  fc.constantFrom(0, -0, -1, 1, 0.5, 2 ** 31, 2 ** 32, 2 ** 53, 2 ** 53 - 1, 2 ** 53 + 2, 2 ** 63, 1e21, 1e308, -1e308),
  fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, -(2 ** 53), 5e-324, 99_999_999, 1_000_000_000_000),
  fc.double(),
)

/** Built from text, since an object literal would set the prototype instead of a key. */
const polluted = fc.constantFrom(
  ...['{"__proto__":{"isAdmin":true}}', '{"constructor":{"prototype":{"isAdmin":true}}}'].map(
    (text) => JSON.parse(text) as unknown,
  ),
)

/** Anything JSON can carry, and some that it cannot. */
export const nastyValue: fc.Arbitrary<unknown> = fc.oneof(
  nastyText,
  nastyNumber,
  polluted,
  fc.constantFrom<unknown>(null, true, false, [], {}, [[]], [null], { id: null }, undefined),
  fc.constantFrom(
    deep(60),
    deep(800),
    Array.from({ length: 3_000 }, () => 1),
  ),
  fc.jsonValue({ maxDepth: 2 }),
)

/** Path segments as they stand in the URL. Segments of dots alone are missing: URLs lose them before they are sent. */
export const nastySegment: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom('%00', '%zz', '%', '%ff', '%c0%af', '%252e%252e', '..%2f..%2fetc%2fpasswd', '%E0%A4%A', ';a=b', '*'),
  fc.constantFrom("'%20or%201=1--", '%22', '__proto__', 'null', '-1', '0', '%F0%9F%91%A9', 'a'.repeat(3_000), '%20'),
  fc.constantFrom('prd_', 'crt_00000000000000000000000000', 'ord_zzzzzzzzzzzzzzzzzzzzzzzzzz', '%D0%BC%D1%91%D0%B4'),
)

const TEN_MEGABYTES = `{"title":"${'x'.repeat(10_485_760)}"}`

/** Bodies that are no JSON, or too much of it. */
export const brokenBodies: readonly (string | Uint8Array<ArrayBuffer>)[] = [
  '',
  '{',
  '{"a":1,}',
  '{"a":NaN}',
  '{"a":1}{"b":2}',
  '\ufeff{}',
  'null',
  '42',
  '"text"',
  '[]',
  '{"limit":1,"limit":2,"name":"a","name":"b"}',
  '{"__proto__":{"isAdmin":true},"name":"x"}',
  `${'['.repeat(10_000)}${']'.repeat(10_000)}`,
  `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`,
  new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]),
  new Uint8Array([0xed, 0xa0, 0x80]),
  TEN_MEGABYTES,
]

export const wrongTypes: readonly string[] = [
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'application/xml',
  'application/jsonp',
  'application/json/x',
  'application/json; charset=utf-16',
  'application/json; charset=',
  'x',
]
