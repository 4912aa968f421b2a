package hooks

import (
	"strings"
	"unicode/utf8"

	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/domain"
	"kejiyun/internal/posting"
	"kejiyun/internal/store"
	"kejiyun/internal/text"
)

// Limits of a row of synonyms.
const (
	maxSynonyms    = 12 // words in a group
	maxSynonymSize = 20 // characters in a word
)

// bindSynonyms tidies and checks the groups of words that mean the same.
func bindSynonyms(app core.App) {
	check := func(e *core.RecordEvent) error {
		words, err := synonymWords(e.Record.GetString("words"))
		if err != nil {
			return answer(domain.FieldErrors{"words": err}.Err())
		}
		e.Record.Set("words", strings.Join(words, store.SynonymMark))
		e.Record.Set("note", posting.CleanLine(e.Record.GetString("note")))
		return e.Next()
	}
	app.OnRecordCreate("synonyms").BindFunc(check)
	app.OnRecordUpdate("synonyms").BindFunc(check)
}

// synonymWords reads a group of words as people type it, with any of the usual
// marks between them, and returns them tidied, each once. A group has at least two
// different words, none too long, none a contact, none that every posting contains.
func synonymWords(typed string) ([]string, *domain.Error) {
	if kind, _, _, found := text.FindContact(typed); found {
		return nil, domain.Errorf(domain.Invalid, "contact_in_text", "kind", kind)
	}
	var words []string
	seen := map[string]bool{}
	for _, w := range strings.FieldsFunc(typed, func(r rune) bool { return strings.ContainsRune("、，,；;|/\n\r", r) }) {
		w = posting.CleanLine(w)
		key := text.Normalise(w)
		if w == "" || key != "" && seen[key] {
			continue
		}
		switch {
		case utf8.RuneCountInString(w) > maxSynonymSize:
			return nil, domain.Errorf(domain.Invalid, "synonym_long", "word", w, "max", maxSynonymSize)
		case !saysSomething(w):
			return nil, domain.Errorf(domain.Invalid, "synonym_hollow", "word", w)
		}
		seen[key] = true
		words = append(words, w)
	}
	switch {
	case len(words) < 2:
		return nil, domain.Errorf(domain.Invalid, "synonym_alone")
	case len(words) > maxSynonyms:
		return nil, domain.Errorf(domain.Invalid, "too_many", "max", maxSynonyms)
	}
	return words, nil
}

// saysSomething tells whether a word names anything: 技术 and punctuation do not.
func saysSomething(word string) bool {
	says := false
	text.EmitTelling(word, func(_ text.Gram, hollow bool) { says = says || !hollow })
	return says
}
