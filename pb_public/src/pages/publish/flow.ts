import { computed, nextTick, reactive, ref, watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { act } from '@/api/portal'
import type { ActionResult } from '@/api/types'
import { toApiError } from '@/api/errors'
import { held } from '@/lib/again'
import { expectHeading } from '@/lib/focus'
import { dayOf } from '@/lib/format'
import { useForm, type Issues } from '@/lib/form'
import { isOpen, useKeep, type Row } from './keep'
import { asked, stepNamed, type BaseForm, type Spec } from './spec'
import { t } from '@/words'

export interface Outcome { status: string; auto: boolean; saved: boolean }
/** How the last submit of a posting ended, for its confirmation page. */
export const outcomes = new Map<string, Outcome>()

/** The way through the steps: the address says where one is, so that "back" goes one step back and a reload loses nothing. */
export function useFlow<F extends BaseForm>(spec: Spec<F>, form: F, first: Row | null, owner: () => object, asNew: boolean) {
  const route = useRoute()
  const router = useRouter()
  const keep = useKeep(spec, form, first, owner, asNew)
  const state = useForm(spec.ids)
  const unverified = ref(false)
  const moved = ref(false)
  const today = (): string => dayOf(new Date())
  // One question a step where the screen holds no more.
  const narrow = window.matchMedia('(max-width: 39.99rem)').matches
  const steps = computed(() => asked(spec.steps(form), narrow))
  const names = computed(() => [...steps.value.map((one) => one.name), 'check'])
  /** What is wrong with the inputs of one step. */
  function issuesOf(name: string): Issues {
    const one = steps.value.find((step) => step.name === name)
    const found = spec.check(one?.of ?? name, form, today())
    return one?.of ? Object.fromEntries(Object.entries(found).filter(([id]) => one.inputs.includes(id))) : found
  }
  const wrong = (name: string): boolean => Object.values(issuesOf(name)).some(Boolean)
  const start = !first ? 'kind' : first.status === 'draft' ? (names.value.find((name) => wrong(name)) ?? 'check') : 'check'

  const step = computed(() => {
    const query = typeof route.query.step === 'string' ? route.query.step : ''
    if (query === 'done') return query
    const name = query === 'check' ? query : stepNamed(spec.steps(form), narrow, query)
    if (!name) return start
    // An address from before the last submit: there is nothing yet to go on with.
    return !keep.row.value && !form.title && names.value.indexOf(name) !== 1 ? 'kind' : name
  })
  const at = computed(() => names.value.indexOf(step.value))
  const here = computed(() => steps.value.find((one) => one.name === step.value))
  const fromCheck = computed(() => route.query.from === 'check')
  const inputs = computed(() => here.value?.inputs ?? [])
  const problems = computed(() => state.problems.value.filter((one) => step.value === 'check' || inputs.value.includes(one.id)))
  // However the step was changed, by a button, a link or the browser's own back: its heading takes the focus.
  watch(step, async () => {
    moved.value = true
    keep.countPhotos()
    expectHeading()
    await nextTick()
    window.scrollTo(0, 0)
  })

  function go(name: string, from?: string): void {
    void router.push({ path: route.path, query: from ? { step: name, from } : { step: name } })
  }

  function back(): void {
    if (fromCheck.value) return go('check')
    const before = names.value[at.value - 1]
    if (before) go(before)
  }

  /** Shows what is wrong with this step; what the server found in other steps stays noted. */
  function checkHere(found: Issues): boolean {
    const others = Object.entries(state.errors).filter(([id]) => !inputs.value.includes(id))
    const fine = state.check(found)
    for (const [id, text] of others) state.errors[id] = text
    return fine
  }

  async function next(): Promise<void> {
    if (state.busy.value || clashes() || !checkHere(issuesOf(step.value))) return
    const to = fromCheck.value ? 'check' : (names.value[at.value + 1] ?? 'check')
    const others = { ...state.errors }
    if (form.title.trim() && isOpen(keep.status())) {
      if (!(await state.submit(async () => { await keep.saveSoftly() }))) return
      Object.assign(state.errors, others)
    }
    go(to)
  }

  /** Another window has a say in this text: nothing is saved before one of the two is chosen. */
  function clashes(): boolean {
    if (!keep.draft.clash.value) return false
    state.whole.value = t('clash.first')
    state.attempt.value++
    return true
  }

  /** Leaves with everything kept; true when the server has it. */
  async function later(): Promise<boolean> {
    if (!form.title.trim() || !isOpen(keep.status())) return false
    return state.submit(async () => { await keep.saveSoftly() })
  }

  async function send(): Promise<void> {
    unverified.value = false
    if (clashes()) return
    const found: Issues = Object.assign({}, ...spec.steps(form).map((one) => spec.check(one.name, form, today())))
    if (!state.check(found)) return
    await state.submit(async () => {
      const live = !isOpen(keep.status())
      await keep.save()
      const id = keep.row.value?.id ?? ''
      const result = live ? null : await submitted(id)
      outcomes.set(id, { status: result?.status ?? keep.status(), auto: result?.auto_published === true, saved: live })
      keep.finish()
      expectHeading()
      await router.replace({ path: `/publish/${spec.side === 'needs' ? 'need' : 'offer'}/${id}`, query: { step: 'done' } })
    })
  }

  async function submitted(id: string): Promise<ActionResult> {
    try {
      return await held(() => act(spec.side, id, 'submit'))
    } catch (thrown) {
      unverified.value = toApiError(thrown).code === 'unverified_account'
      throw thrown
    }
  }

  /** The step in which a column is asked, and the id of its input. */
  function placeOf(column: string): { step: string; id: string } {
    const id = spec.ids[column] ?? column
    return { step: steps.value.find((one) => one.inputs.includes(id))?.name ?? '', id }
  }

  return reactive({ keep, ...state, problems, steps, names, step, at, here, inputs, fromCheck, unverified, moved, go, back, next, later, send, placeOf })
}

export type Flow = ReturnType<typeof useFlow<BaseForm>>
