package match

// hashOf is a hash of a string that is the same on every machine and in every
// version (FNV-1a, mixed). Ids of one hash are told apart by the ids
// themselves; owners and persons of one hash count as the same, which among a
// million happens with a chance below one in ten million. It is never 0.
func hashOf(s string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	h ^= h >> 33
	h *= 0xff51afd7ed558ccd
	h ^= h >> 33
	h *= 0xc4ceb9fe1a85ec53
	h ^= h >> 33
	return max(h, 1)
}

// ownerKey is three bits of 64 that stand for an owner in a set of owners.
func ownerKey(h uint64) uint64 {
	return 1<<(h&63) | 1<<(h>>6&63) | 1<<(h>>12&63)
}

func hashesOf(names []string) []uint64 {
	if len(names) == 0 {
		return nil
	}
	out := make([]uint64, len(names))
	for i, n := range names {
		out[i] = hashOf(n)
	}
	return out
}
