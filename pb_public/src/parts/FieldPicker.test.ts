import { flushPromises, mount } from '@vue/test-utils'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import FieldPicker from './FieldPicker.vue'

vi.mock('@/api/reference', () => ({
  loadFields: () => Promise.resolve([
    { id: 's04', parent: '', scheme: 'speciality', name: '茶叶', synonyms: [] },
    { id: 's0401', parent: 's04', scheme: 'speciality', name: '茶树栽培', synonyms: ['种茶'] },
    { id: 's08', parent: '', scheme: 'speciality', name: '畜牧养殖', synonyms: ['养猪'] },
    { id: 'd210', parent: '', scheme: 'discipline', name: '农学', synonyms: [] },
  ]),
}))

async function open(props: Record<string, unknown> = {}) {
  const wrapper = mount(FieldPicker, {
    attachTo: document.body,
    props: { id: 'f', label: '领域', modelValue: [] as string[], 'onUpdate:modelValue': (v: string[]) => wrapper.setProps({ modelValue: v }), ...props },
  })
  await flushPromises()
  return wrapper
}

describe('FieldPicker', () => {
  beforeEach(() => { document.body.innerHTML = '' })

  it('offers the top level first and tells a screen reader what it is', async () => {
    const picker = await open()
    const input = picker.get('input')
    expect(input.attributes('role')).toBe('combobox')
    expect(input.attributes('aria-expanded')).toBe('false')
    await input.trigger('focus')
    expect(input.attributes('aria-expanded')).toBe('true')
    expect(picker.findAll('[role=option]').map((o) => o.text())).toEqual(['茶叶', '畜牧养殖', '农学'])
  })

  it('finds by name and by what people call it, and chooses with the keyboard', async () => {
    const picker = await open()
    const input = picker.get('input')
    await input.setValue('养猪')
    await input.trigger('keydown', { key: 'ArrowDown' })
    expect(input.attributes('aria-activedescendant')).toBe('f-o0')
    await input.trigger('keydown', { key: 'Enter' })
    expect(picker.props('modelValue')).toEqual(['s08'])
    expect(picker.get('[role=status]').text()).toBe('已添加畜牧养殖')
    expect(input.element.value).toBe('')
  })

  it('leaves Enter to the input method while it composes', async () => {
    const picker = await open()
    const input = picker.get('input')
    await input.setValue('茶')
    await input.trigger('keydown', { key: 'Enter', isComposing: true })
    expect(picker.props('modelValue')).toEqual([])
  })

  it('removes with the tag, and with backspace in an empty input', async () => {
    const picker = await open({ modelValue: ['s04', 's08'] })
    await picker.get('[aria-label="移除茶叶"]').trigger('click')
    expect(picker.props('modelValue')).toEqual(['s08'])
    await picker.get('input').trigger('keydown', { key: 'Backspace' })
    expect(picker.props('modelValue')).toEqual([])
  })

  it('stops at the most it may hold, keeps to the schemes asked for, and says when nothing is found', async () => {
    const full = await open({ modelValue: ['s04'], max: 1 })
    expect(full.get('input').attributes('readonly')).toBeDefined()
    const picker = await open({ schemes: ['discipline'] })
    await picker.get('input').trigger('focus')
    expect(picker.findAll('[role=option]').map((o) => o.text())).toEqual(['农学'])
    await picker.get('input').setValue('火箭')
    expect(picker.get('[role=listbox]').text()).toContain('没有找到“火箭”')
  })
})
