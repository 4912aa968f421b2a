/** Tokens from mails stand behind the #, which browsers send to no server and write in no log. */
export function takeToken(): string {
  const token = decodeURIComponent(location.hash.replace(/^#/, ''))
  return /^[\w.~-]{6,2000}$/.test(token) ? token : ''
}
