import '@/pages/dock/words'
import { addWords } from '@/words'
import { dockErrors } from '@/words/zh-CN/dock-errors'
import { workbench } from '@/words/zh-CN/workbench'

addWords({ ...workbench, ...dockErrors })
