import { describe, expect, it } from 'vitest'
import { dayOf, formatAgo, formatAmount, formatCount, formatDate, formatDateTime, formatTime } from './format'
import { cleanLogin, isLogin, isStrongPassword, isStrongStaffPassword } from './login'
import { nextPath } from './next'

describe('format', () => {
  it('says what Intl would', () => {
    const zone = 'Asia/Shanghai'
    const long = new Intl.DateTimeFormat('zh-CN', { timeZone: zone, year: 'numeric', month: 'long', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
    const day = new Intl.DateTimeFormat('en-CA', { timeZone: zone })
    const clock = new Intl.DateTimeFormat('zh-CN', { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
    const number = new Intl.NumberFormat('zh-CN')
    for (let at = Date.parse('1999-12-30T13:07:00Z'); at < Date.parse('2040-01-01T00:00:00Z'); at += 40_123_000_000 / 7) {
      const date = new Date(at)
      expect(formatDateTime(date.toISOString())).toBe(long.format(date))
      expect(dayOf(date)).toBe(day.format(date))
      expect(formatTime(date)).toBe(clock.format(date))
    }
    for (const n of [0, 7, 999, 1000, 12345, 1234567, -4321, 12.5, 1234.567, 999999.9996]) expect(formatCount(n)).toBe(number.format(n))
  })
  it('shows days as they are in Asia/Shanghai', () => {
    expect(formatDate('2026-02-10 17:00:00.000Z')).toBe('2026年2月11日')
    expect(formatDate('2026-02-11')).toBe('2026年2月11日')
    expect(formatDate('')).toBe('')
    expect(formatDate('nonsense')).toBe('')
    expect(formatDateTime('2026-02-10 17:05:00.000Z')).toBe('2026年2月11日 01:05')
  })
  it('tells near days as distances', () => {
    const now = new Date('2026-02-11T01:00:00Z')
    expect(formatAgo('2026-02-10 17:00:00.000Z', now)).toBe('今天')
    expect(formatAgo('2026-02-10 15:00:00.000Z', now)).toBe('昨天')
    expect(formatAgo('2026-01-11 15:00:00.000Z', now)).toBe('2026年1月11日')
  })
  it('tells amounts in 万元', () => {
    expect(formatAmount(0)).toBe('面议')
    expect(formatAmount(8000)).toBe('8,000元')
    expect(formatAmount(125000)).toBe('12.5万元')
  })
})

describe('logins', () => {
  it('takes phone numbers as people write them', () => {
    expect(cleanLogin(' +86 138-0000 0000 ')).toBe('13800000000')
    expect(isLogin('13800000000')).toBe(true)
    expect(isLogin('1380000000')).toBe(false)
    expect(isLogin('a@b.cn')).toBe(true)
  })
  it('knows the rule for passwords', () => {
    expect(isStrongPassword('abcdefg1')).toBe(true)
    expect(isStrongPassword('abcdefgh')).toBe(false)
    expect(isStrongPassword('abc1')).toBe(false)
    expect(isStrongStaffPassword('Abcdefgh12')).toBe(true)
    expect(isStrongStaffPassword('abcdefgh12')).toBe(false)
  })
})

describe('the way on after signing in', () => {
  it('stays within the portal', () => {
    expect(nextPath('/publish/need?x=1')).toBe('/publish/need?x=1')
    for (const bad of ['//evil.cn', 'https://evil.cn', '/\\evil.cn', undefined, ['/a'], '/sign-in']) expect(nextPath(bad)).toBe('/me')
  })
})
