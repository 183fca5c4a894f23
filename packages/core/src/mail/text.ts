import type { Letter, Part } from './letter.ts'

/** The letter as plain text, for readers without HTML. */
export function toText({ greeting, parts, footer }: Letter): string {
  return `${[greeting, ...parts.map(partText), '--', footer].join('\n\n')}\n`
}

function partText(part: Part): string {
  if (part.kind === 'text') return part.text
  if (part.kind === 'button') return `${part.label}:\n${part.link}`
  if (part.kind === 'facts') return part.facts.map(({ name, values }) => `${name}: ${values.join(', ')}`).join('\n')
  return part.lines
    .map(({ title, variant, quantity, total }) => {
      const about = variant === undefined ? title : `${title} (${variant})`
      return `${quantity} × ${about}${total === undefined ? '' : `: ${total}`}`
    })
    .join('\n')
}
