import './words'
import { addWords } from '@/words'
import { dockErrors } from '@/words/zh-CN/dock-errors'
import { dockingOne } from '@/words/zh-CN/docking-one'

addWords({ ...dockErrors, ...dockingOne })
