package photo

import (
	"bytes"
	"encoding/binary"
)

// stripJPEG leaves out the segments in which cameras write: EXIF and XMP (APP1),
// Photoshop's (APP13) and comments. Colour profiles (APP2) stay. The way a phone
// was held is kept: without it pictures lie on their side.
func stripJPEG(data []byte) []byte {
	out := make([]byte, 0, len(data))
	out = append(out, data[:2]...)
	turn := 0
	for at := 2; at+4 <= len(data); {
		if data[at] != 0xff {
			return append(out, data[at:]...) // not a segment: leave the rest as it is
		}
		marker, size := data[at+1], int(binary.BigEndian.Uint16(data[at+2:]))+2
		if marker == 0xda || size < 4 || at+size > len(data) { // the picture itself
			return append(out, data[at:]...)
		}
		segment := data[at : at+size]
		at += size
		switch marker {
		case 0xe1:
			if turn == 0 {
				if turn = orientation(segment[4:]); turn > 1 {
					out = append(out, turned(turn)...)
				}
			}
		case 0xed, 0xfe:
		default:
			out = append(out, segment...)
		}
	}
	return out
}

// orientation reads how the phone was held from an EXIF segment: 1 to 8, 0 when
// it does not say.
func orientation(segment []byte) int {
	tiff, ok := bytes.CutPrefix(segment, []byte("Exif\x00\x00"))
	if !ok || len(tiff) < 8 {
		return 0
	}
	var order binary.ByteOrder = binary.LittleEndian
	if tiff[0] == 'M' {
		order = binary.BigEndian
	}
	at := int64(order.Uint32(tiff[4:]))
	if at+2 > int64(len(tiff)) {
		return 0
	}
	count := int64(order.Uint16(tiff[at:]))
	for i := range count {
		entry := at + 2 + i*12
		if entry+12 > int64(len(tiff)) {
			return 0
		}
		if order.Uint16(tiff[entry:]) == 0x0112 {
			if turn := int(order.Uint16(tiff[entry+8:])); turn >= 1 && turn <= 8 {
				return turn
			}
			return 0
		}
	}
	return 0
}

// turned is an EXIF segment that says nothing but how the phone was held.
func turned(turn int) []byte {
	return []byte{0xff, 0xe1, 0, 34, 'E', 'x', 'i', 'f', 0, 0, 'M', 'M', 0, 42, 0, 0, 0, 8,
		0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, byte(turn), 0, 0, 0, 0, 0, 0}
}

// stripPNG leaves out the chunks of text and EXIF.
func stripPNG(data []byte) []byte {
	const head = 8
	out := append(make([]byte, 0, len(data)), data[:head]...)
	for at := head; at+12 <= len(data); {
		size := int64(binary.BigEndian.Uint32(data[at:])) + 12
		if int64(at)+size > int64(len(data)) {
			return append(out, data[at:]...)
		}
		chunk := data[at : at+int(size)]
		at += int(size)
		switch string(chunk[4:8]) {
		case "eXIf", "tEXt", "zTXt", "iTXt":
		default:
			out = append(out, chunk...)
		}
	}
	return out
}

// stripWebP leaves out the chunks of EXIF and XMP and says so in the header.
func stripWebP(data []byte) []byte {
	const head = 12
	out := append(make([]byte, 0, len(data)), data[:head]...)
	for at := head; at+8 <= len(data); {
		size := int64(binary.LittleEndian.Uint32(data[at+4:])) + 8
		size += size & 1
		if int64(at)+size > int64(len(data)) {
			out = append(out, data[at:]...)
			break
		}
		chunk := bytes.Clone(data[at : at+int(size)])
		at += int(size)
		switch string(chunk[:4]) {
		case "EXIF", "XMP ":
			continue
		case "VP8X":
			if len(chunk) > 8 {
				chunk[8] &^= 0x0c // the flags of EXIF and XMP
			}
		}
		out = append(out, chunk...)
	}
	binary.LittleEndian.PutUint32(out[4:], uint32(len(out)-8))
	return out
}
