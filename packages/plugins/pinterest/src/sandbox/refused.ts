/** How Pinterest says no (schema Error). */
export function refused(status: number, code: number, message: string, headers: Record<string, string> = {}): Error {
  return Object.assign(new Error(message), { answer: Response.json({ code, message }, { status, headers }) })
}

export function answerOf(thrown: unknown): Response {
  if (thrown instanceof Error && 'answer' in thrown) return thrown.answer as Response
  const message = thrown instanceof Error ? thrown.message : String(thrown)
  return Response.json({ code: 1, message: `Invalid request: ${message}` }, { status: 400 })
}
