import { mount } from '@vue/test-utils'
import { defineComponent, h } from 'vue'
import { expect, it } from 'vitest'
import InTurn from '@/parts/InTurn.vue'
import { allDrawn, pause } from './turns'

it('draws parts in their order, with room for others between them, and says when all stand', async () => {
  const drawn: string[] = []
  const slow = (name: string) => defineComponent(() => () => {
    const until = performance.now() + 8 // more than a turn
    while (performance.now() < until);
    drawn.push(name)
    return h('i', name)
  })
  const [One, Two, Three] = ['one', 'two', 'three'].map(slow)
  const page = mount(defineComponent(() => () => [h(InTurn, () => [h(One!), h(InTurn, () => h(Three!))]), h(InTurn, () => h(Two!))]))
  expect(page.text()).toBe('')
  void pause().then(() => drawn.push('somebody else'))
  await allDrawn()
  expect(drawn).toEqual(['one', 'somebody else', 'two', 'three'])
  expect(page.text()).toBe('onethreetwo')
  await allDrawn()
})
