const PAUSE = 120

/** Shows what would be found below the field while somebody types; Escape closes it, arrows walk through it. */
export default function search(element: HTMLElement, { url }: { readonly url: string }): void {
  const input = element.querySelector('input')
  const box = element.querySelector<HTMLElement>('.suggestions')
  if (input === null || box === null) return
  let timer: ReturnType<typeof setTimeout> | undefined
  let asked: AbortController | undefined
  const close = () => {
    box.hidden = true
  }
  const suggest = async () => {
    asked?.abort()
    asked = new AbortController()
    const q = input.value.trim()
    if (q === '') return close()
    const answer = await fetch(`${url}?q=${encodeURIComponent(q)}`, { signal: asked.signal }).catch(() => null)
    if (answer?.status !== 200 || input.value.trim() !== q) return
    box.innerHTML = await answer.text()
    box.hidden = !element.contains(document.activeElement)
  }
  input.addEventListener('input', () => {
    clearTimeout(timer)
    timer = setTimeout(() => void suggest(), PAUSE)
  })
  element.addEventListener('keydown', (event) => walk(event, { element, input, close }))
  element.addEventListener('focusout', ({ relatedTarget }) => {
    if (!element.contains(relatedTarget as Node | null)) close()
  })
}

interface Walk {
  readonly element: HTMLElement
  readonly input: HTMLInputElement
  readonly close: () => void
}

function walk(event: KeyboardEvent, { element, input, close }: Walk): void {
  if (event.key === 'Escape') {
    close()
    input.focus()
  }
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
  const stops: HTMLElement[] = [input, ...element.querySelectorAll<HTMLElement>('.suggestions:not([hidden]) a')]
  if (stops.length === 1) return
  event.preventDefault()
  const by = event.key === 'ArrowDown' ? 1 : -1
  const at = stops.indexOf(document.activeElement as HTMLElement)
  stops[(at + by + stops.length) % stops.length]?.focus()
}
