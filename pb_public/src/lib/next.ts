/** Where to go after signing in: only a path of this portal, never another site. */
export function nextPath(next: unknown, otherwise = '/me'): string {
  return typeof next === 'string' && /^\/(?![/\\])/.test(next) && !next.startsWith('/sign-in') ? next : otherwise
}
