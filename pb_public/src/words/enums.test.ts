/// <reference types="node" />
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import '@/pages/staff/bench/words'
import { options } from '.'

// The Go list on the left, the catalogue's enumeration on the right: the same codes, told once in words.
const pairs: Record<string, string> = {
  UnitTypes: 'unit_type', TitleLevels: 'title_level', Degrees: 'degree', Radii: 'radius', Modes: 'mode', Fees: 'fee',
  Availabilities: 'availability', Verifications: 'verify', TeamKinds: 'team_kind', OrgTypes: 'org_type', Scales: 'scale',
  OfferKinds: 'offer_kind', NeedKinds: 'need_kind', Stages: 'stage', IPRs: 'ipr', Cooperations: 'cooperation', Shares: 'share',
  Budgets: 'budget', Urgencies: 'urgency', ChallengeTypes: 'challenge_class', Anonymities: 'anonymity', DetailReaders: 'detail_to',
  Employments: 'employment', Digests: 'digest', PostingStatuses: 'status', CloseReasons: 'close_reason', ReturnReasons: 'return_reason',
  DismissReasons: 'dismiss_reason', ComplaintReasons: 'complaint_reason', Schemes: 'scheme', NoticeKinds: 'notice_kind',
  DockingStates: 'docking_state', DeclineReasons: 'decline_reason', Outcomes: 'outcome', ContractTypes: 'contract_type',
  VisitKinds: 'visit_kind', VisitResults: 'visit_result',
}

describe('enumerations', () => {
  const file = join(import.meta.dirname, '../../../internal/domain/enums.go')
  it.skipIf(!existsSync(file))('have a label for every code of the server, and none besides', () => {
    const source = readFileSync(file, 'utf8')
    for (const [list, name] of Object.entries(pairs)) {
      const line = source.match(new RegExp(`\\b${list}\\s*=\\s*\\[\\]string\\{([^}]*)\\}`))?.[1] ?? ''
      const codes = [...line.matchAll(/"([^"]+)"/g)].map((m) => m[1])
      expect(options(name).map((one) => one.value).sort(), list).toEqual([...codes].sort())
    }
  })
})
