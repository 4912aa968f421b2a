import type { MeMember, MyPostings } from '@/api/types'
import type { Key } from '@/words'

export interface GuideStep { name: string; done: boolean; title: Key; text: Key; to: string }

/** The way from a new account to the first recommendation, with what is done of it; `contact` tells whether there is a way to be reached. */
export function guideOf(member: MeMember, postings: MyPostings | null, contact: boolean): GuideStep[] {
  const own = [...(postings?.needs ?? []), ...(postings?.offers ?? [])]
  const sent = own.some((one) => !['draft', 'returned'].includes(one.status))
  const role = member.worker !== null || member.orgs.length > 0
  return [
    { name: 'account', done: member.verified, title: 'guide.account', text: member.email ? 'guide.account_email' : 'guide.account_phone', to: '' },
    { name: 'contact', done: contact, title: 'guide.contact', text: 'guide.contact_text', to: '/me/settings#part-contact' },
    { name: 'role', done: role, title: 'guide.role', text: 'guide.role_text', to: '' },
    {
      name: 'posting', done: sent, title: 'guide.posting', text: 'guide.posting_text',
      to: !role ? '' : member.orgs.length ? '/publish/need' : '/me/worker',
    },
    { name: 'match', done: own.some((one) => one.matches > 0), title: 'guide.match', text: 'guide.match_text', to: '' },
  ]
}
