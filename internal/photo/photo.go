// Package photo looks at pictures that people upload: bytes in, verdict out. It
// knows no database and stores nothing. A picture that passes is one that a
// browser can show, no larger than a phone takes, and says nothing about where
// it was taken.
package photo

import (
	"bytes"
	"image"
	_ "image/jpeg" // DecodeConfig knows what is registered
	_ "image/png"
	"net/http"

	_ "golang.org/x/image/webp"

	"kejiyun/internal/domain"
)

// MaxPixels bounds a picture: what no phone takes is an attempt to fill the
// memory of whoever opens it.
const MaxPixels = 50_000_000

// Kind tells what bytes are, by what they hold and not by what they are called:
// "image/jpeg", "image/heic", "application/pdf", …
func Kind(data []byte) string {
	if heic(data) {
		return "image/heic"
	}
	return http.DetectContentType(data)
}

// heic knows the pictures of newer phones, which most browsers cannot show.
func heic(data []byte) bool {
	if len(data) < 12 || string(data[4:8]) != "ftyp" {
		return false
	}
	switch string(data[8:12]) {
	case "heic", "heix", "hevc", "heim", "heis", "mif1", "msf1", "avif":
		return true
	}
	return false
}

// Clean checks an upload and returns it as it may be kept: of a picture the
// place and the device where it was taken are gone. What is no picture comes
// back as it is. Errors are for the person: photo_heic, photo_broken,
// photo_too_large (params: max, in megapixels).
func Clean(data []byte) ([]byte, error) {
	kind := Kind(data)
	switch kind {
	case "image/heic":
		return nil, domain.Errorf(domain.Invalid, "photo_heic")
	case "image/jpeg", "image/png", "image/webp":
	default:
		return data, nil
	}
	config, _, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil || config.Width <= 0 || config.Height <= 0 {
		return nil, domain.Errorf(domain.Invalid, "photo_broken")
	}
	if int64(config.Width)*int64(config.Height) > MaxPixels {
		return nil, domain.Errorf(domain.Invalid, "photo_too_large", "max", MaxPixels/1_000_000)
	}
	switch kind {
	case "image/jpeg":
		return stripJPEG(data), nil
	case "image/png":
		return stripPNG(data), nil
	}
	return stripWebP(data), nil
}
