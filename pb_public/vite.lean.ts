import type { Plugin } from 'vite'

const whole = 'import * as vue from "vue";'

// One helper of the dialog library asks for Vue as a whole, to learn whether this version has useId. It has; and asked
// for as a whole, none of Vue could be left out of the first load.
export function lean(): Plugin {
  return {
    name: 'lean',
    apply: 'build',
    transform(code, id) {
      if (!/reka-ui\/dist\/shared\/useId\.js$/.test(id)) return null
      if (!code.includes(whole)) throw new Error('reka-ui has changed its useId: look at vite.lean.ts')
      return code.replace(whole, 'import { useId as native } from "vue";').replace('"useId" in vue', 'true').replace('vue.useId?.()', 'native()')
    },
  }
}
