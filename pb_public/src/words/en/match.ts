// A match at one glance, and several side by side.
export const match = {
  'match.pick': 'Compare',
  'match.pick_name': 'Compare “{title}”',
  'match.picked': '{n} chosen, at most {max}',
  'match.compare': 'Compare side by side',
  'match.compare_need': 'Choose one more to compare',
  'match.unpick': 'Clear',

  'detail.files': 'Photos and files',
} as const
