// Files that people attach.
export const files = {
  'file.add': 'Take a photo or choose a file',
  'file.add_more': 'Add another',
  'file.full': 'There are {n} already; remove one to add another.',
  'file.working': 'Making it smaller…',
  'file.sending': 'Uploading…',
  'file.failed': 'Not uploaded',
  'file.kept': 'It was not finished last time; the file is still on this device',
  'file.retry': 'Try again',
  'file.remove': 'Remove',
  'file.remove_name': 'Remove {name}',
  'file.removed': '{name} removed',
  'file.added': '{name} uploaded',
  'file.open_name': 'Open {name}',
  'file.photo_n': 'Photo {n}',
  'file.file_n': 'File {n}',
  'file.chosen': 'Uploaded files',
} as const
