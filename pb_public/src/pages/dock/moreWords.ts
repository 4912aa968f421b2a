import './one-words'
import { addWords } from '@/words'
import { dockingMore } from '@/words/zh-CN/docking-more'

addWords(dockingMore)
