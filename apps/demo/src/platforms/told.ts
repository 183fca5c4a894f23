/** What the process of the platforms tells: where each is, or why it is not there. */
export type Told = Readonly<Record<string, { readonly url: string } | { readonly fault: string }>>
