package digest

import "time"

// Quiet tells whether a time lies in the hours in which nobody is mailed unless
// it is about their security: from one clock time ("22:00") until another
// ("08:00"), over midnight when the first is the later. Equal times are no hours
// at all; what is no clock time stands for 22:00 and 08:00. now is in the
// readers' zone.
func Quiet(now time.Time, from, until string) bool {
	begin, end := minutes(from, 22*60), minutes(until, 8*60)
	at := now.Hour()*60 + now.Minute()
	if begin <= end {
		return at >= begin && at < end
	}
	return at >= begin || at < end
}

// minutes reads "HH:MM" as minutes since midnight.
func minutes(at string, otherwise int) int {
	t, err := time.Parse("15:04", at)
	if err != nil {
		return otherwise
	}
	return t.Hour()*60 + t.Minute()
}
