/**
 * Answers what the parent asks (see servers/child.mjs) until it goes away.
 * @param {Readonly<Record<string, (told: any) => unknown>>} answers by the name of the question
 * @param {object} ready told first
 */
export function answerParent(answers, ready) {
  const say = (/** @type {object} */ message) => process.send?.(message)
  process.on('message', async (/** @type {{ id: number, question: string, told?: unknown }} */ asked) => {
    const { id, question, told } = asked
    try {
      say({ id, value: await answers[question]?.(told) })
    } catch (error) {
      say({ id, error: String(error) })
    }
  })
  process.on('disconnect', () => process.exit(0))
  say(ready)
}
