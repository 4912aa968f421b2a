package match

import "runtime"

// mapping is a file in memory. What lies in it may be used as long as the
// mapping is reachable: everything made of it holds it.
type mapping struct{ bytes []byte }

func newMapping(bytes []byte, release func([]byte)) *mapping {
	m := &mapping{bytes}
	runtime.AddCleanup(m, release, bytes)
	return m
}
