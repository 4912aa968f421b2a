import type { Key } from '@/words'

/** What is asked before a step: its title, and what is written with it (`note`), which some steps need and others only take. */
export interface Ask { title: Key; text?: Key; note?: Key; must?: boolean; max?: number; public?: boolean }
export type Asked = 'accept' | 'ask' | 'reply' | 'withdraw' | 'confirm' | 'fail' | 'dispute'

export const asks: Record<Asked, Ask> = {
  accept: { title: 'dock.ask.accept', text: 'dock.ask.accept_text' },
  ask: { title: 'dock.ask.ask', text: 'dock.ask.ask_text', note: 'dock.note_question', must: true, max: 2000, public: true },
  reply: { title: 'dock.ask.reply', text: 'dock.ask.reply_text', note: 'dock.note_answer', must: true, max: 2000, public: true },
  withdraw: { title: 'dock.ask.withdraw', text: 'dock.ask.withdraw_text' },
  confirm: { title: 'dock.ask.confirm', text: 'dock.ask.confirm_text' },
  fail: { title: 'dock.ask.fail', text: 'dock.ask.fail_text', note: 'dock.note_reason', must: true, max: 600 },
  dispute: { title: 'dock.ask.dispute', text: 'dock.ask.dispute_text', note: 'dock.note', must: true, max: 600 },
}
