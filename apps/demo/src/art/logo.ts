/** A linden leaf inside a comb cell. Square, 96 × 96, in one colour or in the shop's two. */
export function drawLogo({ ink = '#2f4a3a', leaf = '#d99a2b' }: { ink?: string; leaf?: string } = {}): string {
  const cell = 'M48 5l37.2 21.5v43L48 91 10.8 69.5v-43z'
  const blade =
    'M48 75C30 68 20.5 56 22.5 43.5C24.5 32.5 36 29 43 34.5C45.5 30 48 26 48 21C48 26 50.5 30 53 34.5C60 29 71.5 32.5 73.5 43.5C75.5 56 66 68 48 75z'
  const veins = 'M48 84V38M48 52l12-8.5M48 52l-12-8.5M48 64l14.5-9M48 64l-14.5-9'
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 96"><g stroke-linejoin="round" stroke-linecap="round"><path d="${cell}" fill="none" stroke="${ink}" stroke-width="6"/><path d="${blade}" fill="${leaf}"/><path d="${veins}" fill="none" stroke="${ink}" stroke-width="3.5"/></g></svg>`
}
