import { reactive } from 'vue'

export interface Toast {
  id: number
  text: string
  tone: 'ok' | 'bad'
}

export const toasts = reactive<Toast[]>([])
let next = 1

export function toast(text: string, tone: Toast['tone'] = 'ok'): void {
  const id = next++
  toasts.push({ id, text, tone })
  window.setTimeout(() => dismissToast(id), tone === 'ok' ? 6000 : 12000)
}

export function dismissToast(id: number): void {
  const at = toasts.findIndex((one) => one.id === id)
  if (at >= 0) toasts.splice(at, 1)
}
