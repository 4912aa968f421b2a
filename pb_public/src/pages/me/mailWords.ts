import { addWords } from '@/words'
import { mail } from '@/words/zh-CN/mail'

addWords(mail)
