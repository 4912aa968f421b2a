/// <reference types="node" />
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import routes from '@/routes.json'
import { pages } from '@/pages'
import { addWords, has, label, options, t } from '.'

// Every part of the catalogue, so that a new one is not forgotten here.
const parts = import.meta.glob<Record<string, Record<string, string>>>('./zh-CN/*.ts', { eager: true })
const all: Record<string, string> = Object.assign({}, ...Object.values(parts).flatMap((part) => Object.values(part)))
addWords(all)

const root = join(import.meta.dirname, '..')
const sources = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.(vue|ts)$/.test(name) && !name.endsWith('.test.ts') && !name.startsWith('words'))
  .map((name) => ({ name, text: readFileSync(join(root, name), 'utf8') }))

describe('the message catalogue', () => {
  it('has every key that a page asks for', () => {
    const missing = sources.flatMap(({ name, text }) =>
      [...text.matchAll(/\bt\('([^']+)'/g)].map((m) => m[1] ?? '').filter((key) => !has(key)).map((key) => `${name}: ${key}`))
    expect(missing).toEqual([])
  })

  it('has every enumeration that a page names', () => {
    const missing = sources.flatMap(({ name, text }) =>
      [...text.matchAll(/\b(?:options|label)\('([^']+)'/g)].map((m) => m[1] ?? '').filter((e) => options(e).length === 0).map((e) => `${name}: ${e}`))
    expect(missing).toEqual([])
  })

  it('has every code that a page finds wrong by itself', () => {
    const missing = sources.flatMap(({ name, text }) =>
      [...text.matchAll(/code: '([a-z_]+)'/g)].map((m) => `error.${m[1]}`).filter((key) => !has(key)).map((key) => `${name}: ${key}`))
    expect(missing).toEqual([])
  })

  it('titles every route', () => {
    expect(routes.filter((route) => !has(route.title)).map((route) => route.name)).toEqual([])
  })

  it('has a page for every route', () => {
    expect(routes.filter((route) => !pages[route.name]).map((route) => route.name)).toEqual([])
  })

  it('has a sentence for every code the server can answer with', () => {
    const file = join(root, '../../hooks/sentences.go')
    if (!existsSync(file)) return
    const codes = [...readFileSync(file, 'utf8').matchAll(/^\t"([a-z_]+)":/gm)].map((m) => m[1] ?? '')
    expect(codes.length).toBeGreaterThan(10)
    expect(codes.filter((code) => !has(`error.${code}`))).toEqual([])
  })

  it('speaks Chinese, without half-width punctuation between Chinese characters', () => {
    const bad = Object.entries(all).filter(([, text]) => /[一-鿿][,;!?][一-鿿]/.test(text)).map(([key]) => key)
    expect(bad).toEqual([])
  })

  it('fills parameters and leaves unknown ones standing', () => {
    expect(t('step.of', { n: 1, total: 4 })).toBe('第1步，共4步')
    expect(t('step.of', { n: 1 })).toBe('第1步，共{total}步')
  })

  it('never shows the code of an unknown value', () => {
    expect(label('status', 'published')).toBe('已发布')
    expect(label('status', 'brand_new')).toBe('其他')
    expect(label('status', '')).toBe('')
  })
})
