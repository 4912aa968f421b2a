import './words'
import { addWords } from '@/words'
import { workbenchMatch } from '@/words/zh-CN/workbench-match'

addWords(workbenchMatch)
