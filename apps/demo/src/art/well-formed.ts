const TAG = /<(\/?)([A-Za-z]+)((?:\s+[A-Za-z][A-Za-z0-9:-]*="[^"<&]*")*)\s*(\/?)>/y

/** What is wrong with a piece of XML that uses only elements and quoted attributes; empty when nothing is. */
export function faultsOf(xml: string): string[] {
  const open: string[] = []
  let roots = 0
  for (let at = 0; at < xml.length; at = TAG.lastIndex) {
    TAG.lastIndex = at
    const tag = TAG.exec(xml)
    if (!tag) return [`not an element at ${at}: ${xml.slice(at, at + 40)}`]
    const [, closing, name = '', attributes = '', empty] = tag
    const names = [...attributes.matchAll(/([A-Za-z][A-Za-z0-9:-]*)=/g)].map((found) => found[1])
    if (new Set(names).size !== names.length) return [`an attribute twice in <${name}> at ${at}`]
    if (closing && open.pop() !== name) return [`</${name}> closes something else at ${at}`]
    if (!closing && open.length === 0 && ++roots > 1) return [`a second root at ${at}`]
    if (!closing && !empty) open.push(name)
  }
  return open.map((name) => `<${name}> stays open`)
}
