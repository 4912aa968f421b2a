let answers: Record<string, unknown> | null = null

/**
 * The answers that the server wrote into the page for its first view, as it gives them to a visitor. Each is used once:
 * whoever asks again wants to know what is new.
 */
export function takeFirst(path: string): unknown {
  answers ??= read()
  const answer = answers[path]
  delete answers[path]
  return answer
}

function read(): Record<string, unknown> {
  const node = document.getElementById('first')
  node?.remove()
  try {
    return (JSON.parse(node?.textContent ?? '{}') ?? {}) as Record<string, unknown>
  } catch {
    return {}
  }
}
