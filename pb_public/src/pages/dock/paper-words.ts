import './words'
import { addWords } from '@/words'
import { dockingPaper } from '@/words/zh-CN/docking-paper'

addWords(dockingPaper)
