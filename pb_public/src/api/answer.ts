import { post } from './client'

export type AnswerAction = 'accept' | 'decline' | 'ask'

/** What the reader of a mail's answer link may see and do. Nothing of it is a contact detail. */
export interface AnswerLook {
  /** open: waits for this reader; used, expired: the link; closed: the docking waits for nobody here. */
  standing: 'open' | 'used' | 'expired' | 'closed'
  state: string
  /** The reader's side has accepted and the other has not answered yet. */
  accepted: boolean
  can: AnswerAction[]
  docking: {
    id: string
    title: string
    theirs: string
    who: string
    place: string
    why: string
    message: string
    due_at: string
    lapse_at: string
  }
}

export const lookAtAnswer = (token: string) => post<AnswerLook>('/api/portal/answer/look', { token })
export const sendAnswer = (token: string, action: AnswerAction, body: { reason?: string; note?: string } = {}) =>
  post<AnswerLook>('/api/portal/answer', { token, action, ...body })
