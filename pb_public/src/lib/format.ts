import { locale, t } from '@/words'

// Written by hand: asking Intl for the same costs a cheap phone a third of a second before the first page stands.
const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']

/** China is eight hours ahead of UTC, winter and summer: the UTC parts of what this returns are those of the clock there. */
const there = (date: Date): Date => new Date(date.getTime() + 8 * 3_600_000)
const two = (n: number): string => String(n).padStart(2, '0')

function longDate(date: Date): string {
  const at = there(date)
  const [year, month, day] = [at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate()]
  return locale === 'en' ? `${day} ${months[month] ?? ''} ${year}` : `${year}年${month + 1}月${day}日`
}

/** Hours and minutes in Asia/Shanghai as 09:05. */
export function formatTime(date: Date): string {
  const at = there(date)
  return `${two(at.getUTCHours())}:${two(at.getUTCMinutes())}`
}

/** PocketBase writes "2026-02-11 03:04:05.000Z"; Safari only parses it with the T. */
export function parseDate(value: string | undefined | null): Date | null {
  if (!value) return null
  const date = new Date(value.length === 10 ? `${value}T00:00:00+08:00` : value.replace(' ', 'T'))
  return Number.isNaN(date.getTime()) ? null : date
}

export function formatDate(value: string | undefined | null): string {
  const date = parseDate(value)
  return date ? longDate(date) : ''
}

export function formatDateTime(value: string | undefined | null): string {
  const date = parseDate(value)
  return date ? `${longDate(date)}${locale === 'en' ? ' at ' : ' '}${formatTime(date)}` : ''
}

/** The day in Asia/Shanghai as 2026-02-11, which is also what a native date input holds. */
export function dayOf(date: Date): string {
  return there(date).toISOString().slice(0, 10)
}

/** "今天", "3天前", then the date: near things are easier to judge as distances. */
export function formatAgo(value: string | undefined | null, now: Date = new Date()): string {
  const date = parseDate(value)
  if (!date) return ''
  const days = Math.round((Date.parse(dayOf(now)) - Date.parse(dayOf(date))) / 86_400_000)
  if (days <= 0) return t('ago.today')
  if (days === 1) return t('ago.yesterday')
  if (days < 30) return t('ago.days', { n: days })
  return longDate(date)
}

/** A number of at most three decimals with a comma before every three digits. */
export function formatCount(value: number): string {
  const [whole, part] = String(Math.round(value * 1000) / 1000).split('.')
  return (whole ?? '').replace(/\B(?=(\d{3})+$)/g, ',') + (part ? `.${part}` : '')
}

/** Amounts are stored in yuan. Chinese reads them in 万元, English in full; none means 面议. */
export function formatAmount(yuan: number | undefined | null): string {
  if (!yuan) return t('money.open')
  if (yuan < 10_000 || locale === 'en') return t('money.yuan', { n: formatCount(yuan) })
  return t('money.wan', { n: formatCount(Math.round(yuan / 100) / 100) })
}
