package hooks

import (
	"context"
	"fmt"
	"io"
	"os"
	"strings"
	"time"
)

// progress hears how far a long job has come: what it does now, and how many of
// all are done.
type progress func(what string, done, all int)

type progressKey struct{}

// withProgress lets a job tell whoever watches how far it is.
func withProgress(ctx context.Context, p progress) context.Context {
	return context.WithValue(ctx, progressKey{}, p)
}

// progressOf returns whom to tell; nobody when nobody watches.
func progressOf(ctx context.Context) progress {
	if p, ok := ctx.Value(progressKey{}).(progress); ok {
		return p
	}
	return untold
}

// untold is the progress of what nobody watches.
func untold(string, int, int) {}

// meter writes progress for a person: one line that moves on a terminal, and a
// line now and then elsewhere.
type meter struct {
	out    io.Writer
	moving bool // out is a terminal
	clock  func() time.Time

	what string

	from time.Time
	told time.Time
	open bool // a moving line stands open
}

// newMeter writes to a file, such as standard error.
func newMeter(f *os.File) *meter {
	info, err := f.Stat()
	return &meter{out: f, moving: err == nil && info.Mode()&os.ModeCharDevice != 0, clock: time.Now}
}

// tell is a progress.
func (m *meter) tell(what string, done, all int) {
	now := m.clock()
	if what != m.what {
		m.stop()
		m.what, m.from, m.told = what, now, time.Time{}
	}
	pause := 5 * time.Second
	if m.moving {
		pause = 200 * time.Millisecond
	}
	if done < all && now.Sub(m.told) < pause {
		return
	}
	m.told = now
	line := m.line(done, all, now.Sub(m.from))
	if !m.moving {
		fmt.Fprintln(m.out, line)
		return
	}
	fmt.Fprint(m.out, "\r"+line+"\x1b[K")
	if m.open = true; done >= all {
		m.stop()
	}
}

// stop ends the line that moves.
func (m *meter) stop() {
	if m.open {
		fmt.Fprintln(m.out)
		m.open = false
	}
}

// line is what there is to say: a bar, counts, how fast it goes and how long it
// takes still.
func (m *meter) line(done, all int, took time.Duration) string {
	const width = 24
	full := width * done / max(all, 1)
	line := fmt.Sprintf("%s %s%s %d/%d", m.what, strings.Repeat("█", full), strings.Repeat("░", width-full), done, all)
	if took < time.Second {
		return line
	}
	rate := float64(done) / took.Seconds()
	line += fmt.Sprintf("，每秒 %.0f 条", rate)
	if done < all && rate > 0 {
		line += fmt.Sprintf("，还要 %v", time.Duration(float64(all-done)/rate*float64(time.Second)).Round(time.Second))
	}
	return line
}
