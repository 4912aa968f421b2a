import { addWords } from '@/words'
import { express } from '@/words/zh-CN/express'
import { dockErrors } from '@/words/zh-CN/dock-errors'

addWords({ ...express, ...dockErrors })
