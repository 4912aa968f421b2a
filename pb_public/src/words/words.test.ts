/// <reference types="node" />
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import routes from '@/routes.json'
import { pages } from '@/pages'
import { addWords, has, label, options, t } from '.'
import { zhCN } from './zh-CN'
import { files } from './zh-CN/files'
import { me } from './zh-CN/me'
import { meMore } from './zh-CN/me-more'
import { meSettings } from './zh-CN/me-settings'
import { partsPage } from './zh-CN/parts-page'
import { publish } from './zh-CN/publish'
import { publishLater } from './zh-CN/publish-later'
import { publishNeed } from './zh-CN/publish-need'
import { publishOffer } from './zh-CN/publish-offer'
import { inputs } from './zh-CN/inputs'
import { staff } from './zh-CN/staff'
import { staffMore } from './zh-CN/staff-more'
import { workbench } from './zh-CN/workbench'
import { dockErrors } from './zh-CN/dock-errors'
import { docking } from './zh-CN/docking'
import { dockingMore } from './zh-CN/docking-more'
import { express } from './zh-CN/express'
import { account } from './zh-CN/account'
import { errors } from './zh-CN/errors'
import { fileErrors } from './zh-CN/file-errors'
import { letters } from './zh-CN/letters'
import { links } from './zh-CN/links'
import { mail } from './zh-CN/mail'
import { texts } from './zh-CN/texts'

const all = { ...zhCN, ...me, ...meMore, ...meSettings, ...publish, ...publishNeed, ...publishOffer, ...publishLater, ...inputs, ...files, ...partsPage, ...staff, ...staffMore, ...texts, ...letters, ...account, ...links, ...errors, ...fileErrors, ...workbench, ...express, ...docking, ...dockingMore, ...dockErrors, ...mail }
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
