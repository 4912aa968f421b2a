import { flushPromises, mount } from '@vue/test-utils'
import { describe, expect, it, vi } from 'vitest'
import RegionPicker from './RegionPicker.vue'

const counties = [
  { code: '511423000000', name: '眉山市·洪雅县', level: 'county', parent: '511400000000' },
  { code: '511425000000', name: '眉山市·青神县', level: 'county', parent: '511400000000' },
  { code: '510722000000', name: '绵阳市·三台县', level: 'county', parent: '510700000000' },
]
vi.mock('@/api/reference', () => ({ loadRegions: vi.fn(async (parent = '') => (parent ? [] : counties)) }))

async function picker(props: { modelValue: string; cities?: boolean }) {
  const part = mount(RegionPicker, { props: { id: 'r', label: '地区', ...props } })
  await flushPromises()
  return part
}
const cities = ['眉山市（全市）', '绵阳市（全市）']

describe('RegionPicker', () => {
  it('offers whole cities only where it is asked to', async () => {
    const words = (await picker({ modelValue: '' })).findAll('option').map((one) => one.text())
    expect(words.filter((one) => cities.includes(one))).toEqual([])
    const more = (await picker({ modelValue: '', cities: true })).findAll('option').map((one) => one.text())
    expect(more.filter((one) => cities.includes(one))).toEqual(cities)
  })

  it('keeps a city that was chosen, and asks for no township of it', async () => {
    const part = await picker({ modelValue: '', cities: true })
    await part.find('select').setValue('511400000000')
    expect(part.emitted('update:modelValue')).toEqual([['511400000000']])
    await part.setProps({ modelValue: '511400000000' })
    await flushPromises()
    expect(part.find('select').element.value).toBe('511400000000')
    expect(part.findAll('select')[1]!.attributes('disabled')).toBeDefined()
    expect(part.text()).not.toContain('外地')
  })
})
