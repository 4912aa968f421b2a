import { flushPromises, mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import ErrorSummary from './ErrorSummary.vue'
import TextInput from './TextInput.vue'

describe('ErrorSummary', () => {
  it('shows nothing when nothing is wrong', () => {
    expect(mount(ErrorSummary, { props: { problems: [], attempt: 0 } }).find('.summary').exists()).toBe(false)
  })

  it('takes the focus at each attempt and leads to the input, in the same words after its label', async () => {
    const text = '这一项必须填写'
    const form = mount({
      components: { ErrorSummary, TextInput },
      data: () => ({ attempt: 0, problems: [] as { id: string; text: string }[], name: '' }),
      template: `<div><ErrorSummary :problems="problems" :attempt="attempt" />
        <TextInput id="name" v-model="name" label="姓名" hint="真实姓名" :error="problems[0]?.text" /></div>`,
    }, { attachTo: document.body })
    await form.setData({ problems: [{ id: 'name', text }], attempt: 1 })
    await flushPromises()
    expect(document.activeElement).toBe(form.get('.summary').element)
    expect(form.get('.summary a').text()).toBe(`姓名：${text}`)
    expect(form.get('#name-error').text()).toBe(text)
    expect(form.get('#name').attributes('aria-describedby')).toBe('name-hint name-error')
    expect(form.get('#name').attributes('aria-invalid')).toBe('true')
    await form.get('.summary a').trigger('click')
    expect(document.activeElement).toBe(form.get('#name').element)
  })
})
