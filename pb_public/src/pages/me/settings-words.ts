import './words'
import { addWords } from '@/words'
import { meSettings } from '@/words/zh-CN/me-settings'

addWords(meSettings)
