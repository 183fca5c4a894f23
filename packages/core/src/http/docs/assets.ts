/** Style of the reference pages. Readable at 360 px, in light and dark. */
export const style = `:root{color-scheme:light dark;--ink:light-dark(#1d2320,#e9ece8);--soft:light-dark(#5c665f,#a3ada6);--line:light-dark(#dde2dc,#343b36);--paper:light-dark(#fcfcf9,#161a17);--panel:light-dark(#f2f4ee,#1e2420);--accent:light-dark(#8a5a00,#f0b849);font:16px/1.55 system-ui,sans-serif}
*{box-sizing:border-box}body{margin:0;color:var(--ink);background:var(--paper);display:grid;grid-template-columns:19rem minmax(0,1fr)}body.plain{display:block}
nav{position:sticky;top:0;height:100vh;overflow:auto;padding:1rem;background:var(--panel);border-right:1px solid var(--line);font-size:.875rem}
nav ul{list-style:none;margin:.25rem 0 1rem;padding:0}nav li{margin:.1rem 0}nav a{color:inherit;text-decoration:none;display:block;padding:.2rem .3rem;border-radius:.3rem;overflow-wrap:anywhere}nav a:hover{background:var(--line)}
nav summary{font-weight:600;text-transform:capitalize;cursor:pointer}.brand{font-weight:700;font-size:1.1rem}.filter{display:block;margin:.75rem 0;color:var(--soft)}.filter input{width:100%;font:inherit;padding:.4rem .5rem;border:1px solid var(--line);border-radius:.4rem;background:var(--paper);color:var(--ink)}
main{padding:1.5rem clamp(1rem,4vw,3rem) 6rem;max-width:60rem}h1{font-size:2rem;line-height:1.2;margin:.5rem 0}h2{margin:3rem 0 0;text-transform:capitalize;border-bottom:1px solid var(--line);padding-bottom:.3rem}
article{padding:1.5rem 0;border-bottom:1px solid var(--line);scroll-margin-top:1rem}article:target{box-shadow:-.5rem 0 0 -0.2rem var(--accent)}h3{margin:0;font-size:1.05rem;overflow-wrap:anywhere}h4{margin:1.2rem 0 .3rem;color:var(--soft);font-size:.8rem;text-transform:uppercase;letter-spacing:.05em}
a{color:var(--accent)}code,pre{font-family:ui-monospace,SFMono-Regular,Menlo,monospace;font-size:.9em}pre{background:var(--panel);border:1px solid var(--line);border-radius:.5rem;padding:.8rem 1rem;overflow:auto}
.method{font:600 .7rem ui-monospace,monospace;padding:.1rem .35rem;border-radius:.3rem;background:var(--line);color:var(--ink)}.method.get{background:#2f6b4f;color:#fff}.method.post{background:#1f5c99;color:#fff}.method.put,.method.patch{background:#8a5a00;color:#fff}.method.delete{background:#9c2f2f;color:#fff}
.schema{list-style:none;margin:0;padding:0}.schema .schema{margin-left:1rem;border-left:1px solid var(--line);padding-left:.8rem}.schema li{padding:.15rem 0}.schema summary{cursor:pointer}.name{font-weight:600}.type,.limits{color:var(--soft);font-size:.85rem}.required{color:var(--accent);font-size:.8rem}
table{border-collapse:collapse;width:100%}td,th{text-align:left;padding:.4rem .6rem;border-bottom:1px solid var(--line);overflow-wrap:anywhere}
@media (max-width:50rem){body{display:block}nav{position:static;height:auto;max-height:40vh}}`

/** Hides what does not hold the words that were typed. */
export const filterScript = `const input=document.getElementById('filter');input.addEventListener('input',()=>{const words=input.value.toLowerCase().split(/\\s+/).filter(Boolean);for(const item of document.querySelectorAll('[data-find]'))item.hidden=!words.every((word)=>item.dataset.find.includes(word))})`
