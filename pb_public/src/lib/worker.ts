import { joined, label } from '@/words'

/** "中级职称，农艺师"; where the title's own name says no more than its level, once. */
export function titleOf(worker: { title_level: string; title_name?: string }): string {
  return joined([...new Set([label('title_level', worker.title_level), worker.title_name])])
}
