import './words'
import { addWords } from '@/words'
import { workbenchEnter } from '@/words/zh-CN/workbench-enter'

addWords(workbenchEnter)
