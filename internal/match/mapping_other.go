//go:build !unix

package match

import "os"

// mapFile reads a file into memory.
func mapFile(path string) (*mapping, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	return newMapping(b, func([]byte) {}), nil
}

// readFile is mapFile.
func readFile(path string) (*mapping, error) { return mapFile(path) }
