package photo

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"testing"

	"kejiyun/internal/domain"
)

func picture() image.Image {
	m := image.NewRGBA(image.Rect(0, 0, 40, 30))
	for x := range 40 {
		m.Set(x, x%30, color.RGBA{200, 30, 30, 255})
	}
	return m
}

// jpegWith returns a JPEG with segments put behind its start.
func jpegWith(t *testing.T, segments ...[]byte) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, picture(), nil); err != nil {
		t.Fatal(err)
	}
	out := append([]byte{}, b.Bytes()[:2]...)
	for _, s := range segments {
		out = append(out, s...)
	}
	return append(out, b.Bytes()[2:]...)
}

func segment(marker byte, body string) []byte {
	out := []byte{0xff, marker, 0, 0}
	binary.BigEndian.PutUint16(out[2:], uint16(len(body)+2))
	return append(out, body...)
}

// exif is a segment that says how the phone was held, and where.
func exif(order binary.ByteOrder, turn int) []byte {
	mark := "II"
	if order == binary.BigEndian {
		mark = "MM"
	}
	tiff := append([]byte(mark), make([]byte, 6)...)
	order.PutUint16(tiff[2:], 42)
	order.PutUint32(tiff[4:], 8)
	entry := make([]byte, 2+2*12)
	order.PutUint16(entry, 2)
	order.PutUint16(entry[2:], 0x0112)
	order.PutUint16(entry[4:], 3)
	order.PutUint32(entry[6:], 1)
	order.PutUint16(entry[10:], uint16(turn))
	order.PutUint16(entry[14:], 0x8825) // GPS
	return segment(0xe1, "Exif\x00\x00"+string(append(tiff, entry...))+"GPS N29.9 E103.3")
}

func pngWith(t *testing.T, kind, body string) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, picture()); err != nil {
		t.Fatal(err)
	}
	chunk := binary.BigEndian.AppendUint32(nil, uint32(len(body)))
	chunk = append(chunk, kind+body...)
	chunk = binary.BigEndian.AppendUint32(chunk, crc32.ChecksumIEEE([]byte(kind+body)))
	const afterHeader = 8 + 25
	return append(append(append([]byte{}, b.Bytes()[:afterHeader]...), chunk...), b.Bytes()[afterHeader:]...)
}

// webpWith is a lossless picture of one pixel with chunks behind it.
func webpWith(chunks ...string) []byte {
	body := "VP8X" + string([]byte{10, 0, 0, 0, 0x0c, 0, 0, 0, 0, 0, 0, 0, 0, 0})
	body += "VP8L" + string([]byte{13, 0, 0, 0, 0x2f, 0, 0, 0, 0, 0x10, 0x07, 0x10, 0x11, 0x11, 0x88, 0x88, 0x08, 0})
	for _, c := range chunks {
		body += c
	}
	out := append([]byte("RIFF"), binary.LittleEndian.AppendUint32(nil, uint32(len(body)+4))...)
	return append(out, "WEBP"+body...)
}

func TestWhereItWasTakenIsGone(t *testing.T) {
	for name, data := range map[string][]byte{
		"a phone's JPEG":            jpegWith(t, exif(binary.LittleEndian, 1)),
		"a camera's JPEG":           jpegWith(t, exif(binary.BigEndian, 6)),
		"XMP in a JPEG":             jpegWith(t, segment(0xe1, "http://ns.adobe.com/xap/1.0/\x00 GPS N29.9")),
		"a comment in a JPEG":       jpegWith(t, segment(0xfe, "GPS N29.9")),
		"Photoshop's in a JPEG":     jpegWith(t, segment(0xed, "Photoshop 3.0 GPS N29.9")),
		"text in a PNG":             pngWith(t, "tEXt", "GPS\x00N29.9"),
		"EXIF in a PNG":             pngWith(t, "eXIf", "MM GPS N29.9"),
		"EXIF and XMP in a WebP":    webpWith("EXIF"+string([]byte{4, 0, 0, 0})+"GPS ", "XMP "+string([]byte{4, 0, 0, 0})+"GPS "),
		"two segments, one of each": jpegWith(t, exif(binary.LittleEndian, 3), segment(0xe1, "more GPS")),
	} {
		t.Run(name, func(t *testing.T) {
			clean, err := Clean(data)
			if err != nil {
				t.Fatal(err)
			}
			if bytes.Contains(clean, []byte("GPS")) || !bytes.Contains(data, []byte("GPS")) {
				t.Errorf("it still says where: %q", clean[:60])
			}
			if _, _, err := image.DecodeConfig(bytes.NewReader(clean)); err != nil {
				t.Errorf("no picture any more: %v", err)
			}
			again, err := Clean(clean)
			if err != nil || !bytes.Equal(again, clean) {
				t.Errorf("cleaning twice differs: %v", err)
			}
		})
	}
}

func TestThePictureStays(t *testing.T) {
	plain := jpegWith(t)
	if clean, err := Clean(plain); err != nil || !bytes.Equal(clean, plain) {
		t.Errorf("a picture with nothing to hide changes: %v", err)
	}
	profile := jpegWith(t, segment(0xe2, "ICC_PROFILE\x00 colours"))
	if clean, err := Clean(profile); err != nil || !bytes.Contains(clean, []byte("ICC_PROFILE")) {
		t.Errorf("the colours are lost: %v", err)
	}
	for _, order := range []binary.ByteOrder{binary.LittleEndian, binary.BigEndian} {
		clean, err := Clean(jpegWith(t, exif(order, 6)))
		if err != nil {
			t.Fatal(err)
		}
		if got := orientation(clean[6:]); got != 6 {
			t.Errorf("held sideways in %v: %d", order, got)
		}
	}
}

func TestWhatIsRefused(t *testing.T) {
	huge := pngWith(t, "tEXt", "x")
	binary.BigEndian.PutUint32(huge[16:], 20000)
	binary.BigEndian.PutUint32(huge[20:], 20000)
	binary.BigEndian.PutUint32(huge[29:], crc32.ChecksumIEEE(huge[12:29]))
	for name, c := range map[string]struct {
		data []byte
		code string
	}{
		"a picture of a newer phone":      {[]byte("\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic"), "photo_heic"},
		"a picture of 400 megapixels":     {huge, "photo_too_large"},
		"the beginning of a JPEG alone":   {jpegWith(t)[:20], "photo_broken"},
		"what only begins like a picture": {append([]byte("\x89PNG\r\n\x1a\n"), "no picture"...), "photo_broken"},
	} {
		_, err := Clean(c.data)
		de, ok := domain.AsError(err)
		if !ok || de.Code != c.code {
			t.Errorf("%s: %v, want %s", name, err, c.code)
		}
	}
	for name, data := range map[string][]byte{"a PDF": []byte("%PDF-1.7 text"), "nothing": {}, "words": []byte("花椒")} {
		if got, err := Clean(data); err != nil || !bytes.Equal(got, data) {
			t.Errorf("%s is not a picture's business: %v", name, err)
		}
	}
}

func FuzzClean(f *testing.F) {
	var b bytes.Buffer
	_ = jpeg.Encode(&b, picture(), nil)
	f.Add(b.Bytes())
	f.Add(append([]byte{0xff, 0xd8}, exif(binary.LittleEndian, 6)...))
	f.Add(webpWith("EXIF" + string([]byte{4, 0, 0, 0}) + "GPS "))
	f.Fuzz(func(t *testing.T, data []byte) {
		clean, err := Clean(data)
		if err == nil && len(clean) > len(data)+40 {
			t.Errorf("it grew from %d to %d bytes", len(data), len(clean))
		}
	})
}
