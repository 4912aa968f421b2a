import { addWords } from '@/words'
import { dockErrors } from '@/words/zh-CN/dock-errors'
import { dockingMore } from '@/words/zh-CN/docking-more'

addWords({ ...dockErrors, ...dockingMore })
