package match

// A search finds a posting only by what everybody may read of it, while rows
// know all of its texts. So columns hold beside each row what is shown of it:
// how many initials there are in a byte, the initials of its title (see
// initials.go), then a bit for each term of the row, in the order in which a
// cursor comes to them, that says whether it stands in a shown text.

// showing begins what is shown of a posting, in place of what is in b: with the
// initials of its title.
func showing(title string, b []byte) []byte {
	b = appendInitials(append(b, 0), title)
	b[0] = byte(len(b) - 1)
	return b
}

// titleInitials are the initials of a posting's title.
func titleInitials(shown []byte) []byte { return shown[1 : 1+int(shown[0])] }

// eachTerm calls f for each term of a row and tells whether it stands in a shown
// text.
func eachTerm(row, shown []byte, f func(kind int, term uint32, shown bool, tf uint8)) {
	bits, i := shown[1+int(shown[0]):], 0
	c := walk(row)
	for kind := range 2 {
		for c.next(kind) {
			f(kind, c.term, bits[i>>3]>>(i&7)&1 != 0, c.tf)
			i++
		}
	}
}

// eachShown calls f for each of them that does.
func eachShown(row, shown []byte, f func(kind int, term uint32, tf uint8)) {
	eachTerm(row, shown, func(kind int, term uint32, shown bool, tf uint8) {
		if shown {
			f(kind, term, tf)
		}
	})
}
