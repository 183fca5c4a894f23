import { etagOf, type Http } from '../kernel/index.ts'

/** A view as the answer, with its version as ETag for If-Match. */
export async function tagged<View extends { readonly version: number }>(
  http: Http,
  reading: Promise<View>,
): Promise<View> {
  const view = await reading
  http.set('ETag', etagOf(view.version))
  return view
}
