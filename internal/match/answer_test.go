package match

import (
	"math"
	"testing"
)

func TestAnswerValue(t *testing.T) {
	for _, c := range []struct {
		name            string
		answered, asked int
		want            float64
	}{
		{"never asked", 0, 0, 1},
		{"half answered", 5, 10, 1},
		{"one silence", 0, 1, .9},
		{"one answer", 1, 1, 1.1},
		{"three of four answered", 3, 4, 1.125},
		{"silence for ever", 0, 1000, .85},
		{"always answers", 1000, 1000, 1.15},
		{"more answers than questions", 9, 1, 1.1},
		{"negative counts", -3, -7, 1},
	} {
		if got := answerValue(c.answered, c.asked); math.Abs(got-c.want) > 1e-9 {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
	for asked := range 60 {
		for answered := range asked {
			if answerValue(answered+1, asked) < answerValue(answered, asked) {
				t.Errorf("an answer more of %d harms", asked)
			}
		}
	}
}
