//go:build !unix

package main

import "time"

var started = time.Now()

// processorTime is the time since the start where the system does not tell the
// processor time.
func processorTime() time.Duration { return time.Since(started) }
