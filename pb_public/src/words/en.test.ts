import { describe, expect, it } from 'vitest'
import { addWords, has } from '.'
import { en } from './en'
import { later } from './en/later'
import { ofDevice } from './locale'
import { zhCN } from './zh-CN'

// Every part of the Chinese catalogue, so that a new one is not forgotten here.
const parts = import.meta.glob<Record<string, Record<string, string>>>('./zh-CN/*.ts', { eager: true })
const chinese: Record<string, string> = Object.assign({}, ...Object.values(parts).flatMap((part) => Object.values(part)))
addWords(chinese)
const english: Record<string, string> = { ...en, ...later }
const holes = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map((m) => m[1] ?? '').sort()

describe('the Chinese catalogue', () => {
  it('has each key in one part only, since a later part would take the place of an earlier one', () => {
    const keys = Object.values(parts).flatMap((part) => Object.values(part)).flatMap((part) => Object.keys(part))
    expect(keys.filter((key, i) => keys.indexOf(key) !== i)).toEqual([])
  })
})

describe('the English catalogue', () => {
  it('has a word for every Chinese one', () => {
    expect(Object.keys(chinese).length).toBeGreaterThan(900)
    expect(Object.keys(chinese).filter((key) => !(key in english))).toEqual([])
  })
  it('has no word that nobody asks for', () => {
    expect(Object.keys(english).filter((key) => !has(key))).toEqual([])
  })
  it('has the same parameters', () => {
    expect(Object.keys(english).filter((key) => holes(english[key] ?? '').join() !== holes(chinese[key] ?? '').join())).toEqual([])
  })
  it('says something wherever Chinese does', () => {
    expect(Object.keys(english).filter((key) => chinese[key] && !english[key])).toEqual([])
  })
  it('covers the words of the first view without those that come later', () => {
    expect(Object.keys(zhCN).filter((key) => !(key in en))).toEqual([])
  })
})

describe('the language of a visit', () => {
  it('is Chinese unless the device reads English and no Chinese', () => {
    expect(ofDevice(['zh-CN', 'en-US'])).toBe('zh-CN')
    expect(ofDevice(['en-US', 'zh-CN'])).toBe('zh-CN')
    expect(ofDevice(['en-GB', 'de'])).toBe('en')
    expect(ofDevice(['de'])).toBe('zh-CN')
    expect(ofDevice([])).toBe('zh-CN')
    expect(ofDevice(undefined)).toBe('zh-CN')
  })
})
