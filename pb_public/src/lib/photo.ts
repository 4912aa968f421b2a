import Compressor from 'compressorjs'
import type { Issue } from '@/api/errors'
import { isPicture } from './picture'

/** What the server takes: pictures, PDF, Word, Excel. Phones turn HEIC into JPEG when it is not on the list. */
export const accepted = '.jpg,.jpeg,.png,.webp,.pdf,.docx,.xlsx,image/jpeg,image/png,image/webp,application/pdf'
export const maxBytes = 10 * 1024 * 1024
const edge = 1600

/** Thrown when a file cannot be sent; `issue` says why in the codes of the catalogue. */
export class FileIssue extends Error {
  constructor(readonly issue: Issue) {
    super(issue.code)
  }
}

/** Whether bytes are a picture as newer phones keep it, whatever the file is called. */
export async function isHeic(file: Blob): Promise<boolean> {
  const head = new Uint8Array(await file.slice(0, 12).arrayBuffer())
  const text = String.fromCharCode(...head)
  return text.slice(4, 8) === 'ftyp' && /^(heic|heix|hevc|heim|heis|mif1|msf1|avif)$/.test(text.slice(8, 12))
}

export interface Ready { blob: Blob; name: string }

/**
 * Makes a file fit to be sent: a picture becomes small and loses where and with what it was taken, anything else is sent as it
 * is, if the server takes it. Throws a FileIssue otherwise.
 */
export async function ready(file: File): Promise<Ready> {
  const heic = await isHeic(file)
  if (heic || file.type.startsWith('image/') || isPicture(file.name)) {
    const blob = await shrink(file).catch(() => { throw new FileIssue({ code: heic ? 'photo_heic' : 'photo_broken' }) })
    if (blob.size > maxBytes) throw new FileIssue({ code: 'file_large', params: { mb: 10 } })
    const kind = blob.type === 'image/png' ? 'png' : 'jpg'
    return { blob, name: `${file.name.replace(/\.[^.]*$/, '') || 'photo'}.${kind}` }
  }
  if (!/\.(pdf|docx|xlsx)$/i.test(file.name)) throw new FileIssue({ code: 'file_kind' })
  if (file.size > maxBytes) throw new FileIssue({ code: 'file_large', params: { mb: 10 } })
  if (file.size === 0) throw new FileIssue({ code: 'file_empty' })
  return { blob: file, name: file.name }
}

// Not loaded only when it is needed: that may be in a field where the line is down.
function shrink(file: File): Promise<Blob> {
  return new Promise((done, fail) => {
    new Compressor(file, {
      maxWidth: edge, maxHeight: edge, quality: 0.75, retainExif: false, strict: false,
      convertTypes: ['image/png', 'image/webp', 'image/heic', 'image/heif', 'image/avif'], convertSize: 300_000,
      success: done, error: fail,
    })
  })
}
