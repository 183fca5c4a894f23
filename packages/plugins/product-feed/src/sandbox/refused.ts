/** An error that is answered as it is. */
export function refused(status: number, body: object, headers: Record<string, string> = {}): Error {
  return Object.assign(new Error(JSON.stringify(body)), { answer: Response.json(body, { status, headers }) })
}

export function answered(thrown: unknown, other: (message: string) => Response): Response {
  if (thrown instanceof Error && 'answer' in thrown) return thrown.answer as Response
  return other(thrown instanceof Error ? thrown.message : String(thrown))
}
