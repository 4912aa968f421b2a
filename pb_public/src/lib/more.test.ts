import { describe, expect, it } from 'vitest'
import { likeness, twins } from './likeness'
import { marks } from './stretches'
import { FileIssue, isHeic, ready } from './photo'
import { isPicture } from './picture'

describe('marks', () => {
  const on = (text: string, terms: string[]): string[] => marks(text, terms).filter((one) => one.on).map((one) => one.text)
  it('stand on the words in common, the longest first, whatever their case', () => {
    expect(on('青花椒根腐病诊断，LED补光', ['花椒', '青花椒', '根腐病', 'led'])).toEqual(['青花椒', '根腐病', 'LED'])
  })
  it('lose nothing of the text, and take signs for what they are', () => {
    const text = '价格（元/亩）：300.5？(含税)'
    expect(marks(text, ['(含税)', '.5', '']).map((one) => one.text).join('')).toBe(text)
    expect(on(text, ['(含税)', '.5'])).toEqual(['.5', '(含税)'])
    expect(marks('', ['花椒'])).toEqual([])
    expect(marks('花椒', [])).toEqual([{ text: '花椒', on: false }])
  })
})

describe('likeness', () => {
  it('is 1 for the same words, 0 for others, and does not mind punctuation or width', () => {
    expect(likeness('400亩柑橘园，溃疡病诊断', '４００亩柑橘园溃疡病诊断！')).toBe(1)
    expect(likeness('柑橘园溃疡病', '冷库节能改造')).toBe(0)
    expect(likeness('', '柑橘')).toBe(0)
  })
  it('takes nearly the same postings for twins and leaves two needs of one field apart', () => {
    const one = { title: '四百亩柑橘园溃疡病诊断和防治指导', summary: '春见、不知火今年溃疡病发病率约两成，想请人到园诊断。' }
    expect(twins(one, { title: '400亩柑橘园溃疡病诊断与防治指导', summary: '' })).toBe(true)
    expect(twins(one, { title: '柑橘园溃疡病请专家来诊断', summary: '春见、不知火今年溃疡病发病率约两成，想请人到园里诊断。' })).toBe(true)
    expect(twins(one, { title: '柑橘采后商品化处理和分选线', summary: '年产柑橘三千吨，想建分选线。' })).toBe(false)
    expect(twins(one, { title: '四百亩茶园小绿叶蝉防治指导', summary: '茶园虫害严重，想请人到园诊断。' })).toBe(false)
  })
})

describe('files', () => {
  const bytes = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(text, (one) => one.charCodeAt(0))
  const codeOf = (file: File): Promise<string> => ready(file).then(() => 'fine', (thrown: FileIssue) => thrown.issue.code)
  it('of a newer phone are known by what they hold', async () => {
    const heic = bytes('\0\0\0\x18ftypheic\0\0\0\0mif1heic')
    expect(await isHeic(new Blob([heic]))).toBe(true)
    expect(await isHeic(new Blob([bytes('\xff\xd8\xff\xe0 a jpeg')]))).toBe(false)
    expect(await isHeic(new Blob([]))).toBe(false)
  })
  it('that the server would refuse are refused before they travel', async () => {
    expect(await codeOf(new File([bytes('MZ')], 'run.exe'))).toBe('file_kind')
    expect(await codeOf(new File([new Uint8Array(11 * 1024 * 1024)], 'big.pdf'))).toBe('file_large')
    expect(await codeOf(new File([], 'nothing.docx'))).toBe('file_empty')
    expect(await codeOf(new File([bytes('%PDF-1.7')], 'plan.pdf'))).toBe('fine')
  })
  it('are pictures by their name', () => {
    expect(['a.JPG', 'b.jpeg', 'c.png', 'd.webp', 'e.pdf', 'jpg'].map(isPicture)).toEqual([true, true, true, true, false, false])
  })
})
