import { locale, t } from '@/words'

const zone = 'Asia/Shanghai'
const language = locale === 'en' ? 'en-GB' : 'zh-CN'
const dateLong = new Intl.DateTimeFormat(language, { timeZone: zone, year: 'numeric', month: 'long', day: 'numeric' })
const dateTime = new Intl.DateTimeFormat(language, {
  timeZone: zone, year: 'numeric', month: 'long', day: 'numeric', hour: '2-digit', minute: '2-digit', hour12: false,
})
const dayKey = new Intl.DateTimeFormat('en-CA', { timeZone: zone })
const count = new Intl.NumberFormat(language)

/** PocketBase writes "2026-02-11 03:04:05.000Z"; Safari only parses it with the T. */
export function parseDate(value: string | undefined | null): Date | null {
  if (!value) return null
  const date = new Date(value.length === 10 ? `${value}T00:00:00+08:00` : value.replace(' ', 'T'))
  return Number.isNaN(date.getTime()) ? null : date
}

export function formatDate(value: string | undefined | null): string {
  const date = parseDate(value)
  return date ? dateLong.format(date) : ''
}

export function formatDateTime(value: string | undefined | null): string {
  const date = parseDate(value)
  return date ? dateTime.format(date) : ''
}

/** The day in Asia/Shanghai as 2026-02-11, which is also what a native date input holds. */
export function dayOf(date: Date): string {
  return dayKey.format(date)
}

/** "今天", "3天前", then the date: near things are easier to judge as distances. */
export function formatAgo(value: string | undefined | null, now: Date = new Date()): string {
  const date = parseDate(value)
  if (!date) return ''
  const days = Math.round((Date.parse(dayOf(now)) - Date.parse(dayOf(date))) / 86_400_000)
  if (days <= 0) return t('ago.today')
  if (days === 1) return t('ago.yesterday')
  if (days < 30) return t('ago.days', { n: days })
  return dateLong.format(date)
}

export function formatCount(value: number): string {
  return count.format(value)
}

/** Amounts are stored in yuan. Chinese reads them in 万元, English in full; none means 面议. */
export function formatAmount(yuan: number | undefined | null): string {
  if (!yuan) return t('money.open')
  if (yuan < 10_000 || locale === 'en') return t('money.yuan', { n: count.format(yuan) })
  return t('money.wan', { n: count.format(Math.round(yuan / 100) / 100) })
}
