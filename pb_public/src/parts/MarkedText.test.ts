import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import MarkedText from './MarkedText.vue'
import { cut, fromFirst } from '@/lib/marks'

describe('MarkedText', () => {
  it('marks what was found and leaves the text as it is', () => {
    const part = mount({ components: { MarkedText }, template: '<p><MarkedText text="🌶️花椒烘干与烘干房" :marks="[[5, 7], [8, 10]]" /></p>' })
    expect(part.text()).toBe('🌶️花椒烘干与烘干房')
    expect(part.findAll('mark').map((m) => m.text())).toEqual(['烘干', '烘干'])
  })

  it('shows a text without marks, and markup in it as text', () => {
    const part = mount({ components: { MarkedText }, template: '<p><MarkedText text="<b>花椒</b>" /></p>' })
    expect(part.text()).toBe('<b>花椒</b>')
    expect(part.find('mark').exists()).toBe(false)
  })

  it('leaves out marks that do not fit', () => {
    expect(cut('花椒', [[1, 9]])).toEqual([{ text: '花椒', marked: false }])
    expect(cut('花椒烘干', [[0, 2], [1, 3]])).toEqual([{ text: '花椒', marked: true }, { text: '烘干', marked: false }])
    expect(cut('', [[0, 1]])).toEqual([])
  })

  it('begins a long text shortly before its first mark', () => {
    const text = '前'.repeat(100) + '花椒' + '后'.repeat(5)
    const moved = fromFirst(text, [[100, 102]])
    expect(moved.text).toBe('…' + '前'.repeat(12) + '花椒' + '后'.repeat(5))
    expect(cut(moved.text, moved.marks).filter((p) => p.marked)).toEqual([{ text: '花椒', marked: true }])
    expect(fromFirst('花椒', [[0, 2]]).text).toBe('花椒')
  })
})
