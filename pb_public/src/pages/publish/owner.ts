import type { Owner } from '@/api/types'

/** An owner as the forms name it: "worker:ID", "team:ID" or "org:ID". */
export const ownerKey = (owner: Pick<Owner, 'type' | 'id'>): string => `${owner.type}:${owner.id}`
