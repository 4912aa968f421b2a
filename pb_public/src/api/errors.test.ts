import '@/words/forms'
import { ClientResponseError } from 'pocketbase' // what the client throws, as it throws it
import { describe, expect, it } from 'vitest'
import { ApiError, fieldSentence, sentence, toApiError } from './errors'

function answer(status: number, data: unknown): ClientResponseError {
  return new ClientResponseError({ url: '/api/x', status, data: { status, message: 'Something in English.', data } })
}

describe('error translation', () => {
  it('puts the error of an input beside that input, with its parameters', () => {
    const error = toApiError(answer(400, { title: { code: 'too_long', message: 'Too long.', params: { max: 60 } } }))
    expect(error.fields.title?.code).toBe('too_long')
    expect(fieldSentence(error.fields.title!)).toBe('写得太长，最多60个字')
  })

  it('tells the error of the whole request apart from the inputs', () => {
    const error = toApiError(answer(409, { error: { code: 'unlawful_step', params: { status: 'closed' } } }))
    expect(error.fields).toEqual({})
    expect(error.code).toBe('unlawful_step')
    expect(error.sentence).toContain('刷新页面')
  })

  it('translates the codes of PocketBase', () => {
    const error = toApiError(answer(400, { email: { code: 'validation_not_unique', message: 'Value must be unique.' } }))
    expect(fieldSentence(error.fields.email!)).toBe('这个内容已经有人登记过')
  })

  it('falls back to the status, then to the general sentence, and never shows English', () => {
    expect(toApiError(answer(429, {})).sentence).toContain('太频繁')
    expect(sentence('code_nobody_knows', undefined, 403)).toContain('没有权限')
    expect(sentence('code_nobody_knows', undefined, 418)).toBe('没有办成，请稍后再试一次。')
    expect(fieldSentence({ code: 'code_nobody_knows' })).toBe('填写的内容不对，请检查')
  })

  it('knows a lost connection from a refusal', () => {
    expect(toApiError(new ClientResponseError({ status: 0 })).sentence).toContain('网络')
  })

  it('survives answers of an unexpected shape', () => {
    expect(toApiError(answer(400, { title: null, n: 3, list: ['x'] })).fields).toEqual({})
    expect(toApiError(new Error('boom')).code).toBe('unknown')
    const known = new ApiError(400, 'x', undefined, {})
    expect(toApiError(known)).toBe(known)
  })
})
