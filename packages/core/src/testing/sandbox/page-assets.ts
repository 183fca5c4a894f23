/* What the page of a sandbox looks like, and what its buttons do. */

export const style = `
:root{color-scheme:light dark;--paper:light-dark(#faf8f4,#17150f);--card:light-dark(#fff,#211e17);--ink:light-dark(#241f14,#efe9dc);
--soft:light-dark(#6b6350,#a89f8a);--line:light-dark(#e5dfd2,#39342a);--accent:light-dark(#8a5a00,#e8b04a);
--good:light-dark(#1d6b3a,#6fce94);--bad:light-dark(#a3261d,#ff8f85);--wait:light-dark(#7a5b00,#e3c15a)}
*{box-sizing:border-box}
body{margin:0;font:16px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper)}
header,main{max-width:76rem;margin:auto;padding:1rem clamp(1rem,4vw,2.5rem)}
header{padding-top:2rem}
header p{color:var(--soft);margin:0}
h1{font:600 2rem/1.1 ui-serif,Georgia,serif;margin:0 0 .25rem}
h2{font:600 1.2rem/1.2 ui-serif,Georgia,serif;margin:0 0 .75rem}
h3{font-size:1rem;margin:0;overflow-wrap:anywhere}
small,.meta,.key,.empty{color:var(--soft);font-weight:400;font-size:.85rem}
section{margin-bottom:2.25rem}
.cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,15rem),1fr));gap:1rem}
article{background:var(--card);border:1px solid var(--line);border-radius:.75rem;padding:1rem;display:flex;flex-direction:column;gap:.35rem}
article>*{margin:0}
article ul{padding-left:1.1rem}
article .row{margin-top:auto;padding-top:.5rem}
.picture{aspect-ratio:4/3;border-radius:.5rem;background:var(--paper);overflow:hidden}
.picture img{width:100%;height:100%;object-fit:cover}
.price{font-weight:600;font-variant-numeric:tabular-nums}
.key{font-family:ui-monospace,monospace}
.status{font-weight:600;color:var(--soft)}
.status.live,.status.open,.status.acknowledged,.status.shipped,.status.active{color:var(--good)}
.status.pending,.status.partially-shipped,.status.working{color:var(--wait)}
.status.rejected,.status.cancelled,.status.ended{color:var(--bad)}
.issue{color:var(--bad);font-size:.85rem}
.row{display:flex;flex-wrap:wrap;gap:.4rem}
button{font:inherit;font-size:.85rem;min-height:2.25rem;padding:.3rem .75rem;border-radius:.5rem;border:1px solid var(--accent);background:var(--accent);color:var(--paper);cursor:pointer}
button.quiet{background:none;color:var(--ink);border-color:var(--line)}
button:hover{border-color:var(--accent)}
button:focus-visible,summary:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
.force{list-style:none;display:flex;flex-wrap:wrap;gap:.4rem;padding:0;margin:0 0 .75rem}
.force li{border:1px solid var(--bad);color:var(--bad);border-radius:1rem;padding:.1rem .7rem;font-size:.85rem}
.force .calm{border-color:var(--good);color:var(--good)}
.logs{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,24rem),1fr));gap:1rem}
.logs ol{list-style:none;margin:.5rem 0 0;padding:0;font-size:.85rem}
.logs li{display:flex;justify-content:space-between;gap:1rem;border-top:1px solid var(--line);padding:.25rem 0}
.logs code{overflow-wrap:anywhere}
.logs span{color:var(--soft);text-align:right}
.logs .bad span{color:var(--bad)}
summary{cursor:pointer;font-weight:600}
.chat{list-style:none;padding:0;display:flex;flex-direction:column;gap:.5rem}
.chat li{max-width:min(32rem,85%);background:var(--card);border:1px solid var(--line);border-radius:1rem;padding:.5rem .9rem}
.chat .ours{align-self:flex-end}
.chat p{margin:0;white-space:pre-line;overflow-wrap:anywhere}
.chat img{max-width:100%;border-radius:.5rem}
#said{position:fixed;inset:auto 1rem 1rem;max-width:32rem;margin:auto;padding:.6rem 1rem;border-radius:.5rem;background:var(--bad);color:var(--paper)}
#said:empty{display:none}
`

export const script = `
const main = document.getElementById('live'), said = document.getElementById('said')
let shown = main.innerHTML
async function refresh() {
  const answer = await fetch('/sandbox/page').catch(() => undefined)
  if (!answer?.ok) return
  const text = await answer.text()
  if (text === shown) return
  const open = [...main.querySelectorAll('details')].map((one) => one.open)
  main.innerHTML = shown = text
  main.querySelectorAll('details').forEach((one, at) => { one.open = open[at] ?? one.open })
}
main.addEventListener('click', async ({ target }) => {
  const button = target.closest('button[data-post]')
  if (!button) return
  const input = JSON.parse(button.dataset.input ?? '{}')
  for (const [field, question] of Object.entries(JSON.parse(button.dataset.ask ?? '{}'))) {
    const answer = prompt(question)
    if (answer === null) return
    input[field] = answer
  }
  const answer = await fetch(button.dataset.post, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(input) })
  said.textContent = answer.ok ? '' : JSON.stringify((await answer.json()).message)
  await refresh()
})
setInterval(() => document.hidden || refresh(), 1500)
`
