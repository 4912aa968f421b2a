import './words'
import '@/pages/dock/one-words'
import { addWords } from '@/words'
import { workbenchCase } from '@/words/zh-CN/workbench-case'

addWords(workbenchCase)
