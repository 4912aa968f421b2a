/** What people type as a login: spaces and dashes in a phone number are fine, and +86 is understood. */
export function cleanLogin(text: string): string {
  const trimmed = text.trim()
  if (trimmed.includes('@')) return trimmed
  return trimmed.replace(/[\s-]/g, '').replace(/^\+?86(?=1\d{10}$)/, '')
}

export function isEmail(text: string): boolean {
  return /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/.test(text)
}

export function isLogin(text: string): boolean {
  return isEmail(text) || /^1\d{10}$/.test(text)
}

/** The server's rule for members, minus its list of common passwords. */
export function isStrongPassword(text: string): boolean {
  return [...text].length >= 8 && /[A-Za-z]/.test(text) && /\d/.test(text)
}

/** The stricter rule for the association's staff. */
export function isStrongStaffPassword(text: string): boolean {
  const classes = [/[A-Z]/, /[a-z]/, /\d/, /[^A-Za-z\d]/].filter((one) => one.test(text)).length
  return [...text].length >= 10 && classes >= 3
}
