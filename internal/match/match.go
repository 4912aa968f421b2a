// Package match finds for every need the offers that can meet it, for every
// offer the needs it can meet, and says why.
//
// # What a score is
//
// A score is a number from 0 to 1 and the exact sum of its parts: text, field,
// place, kind, freshness and load. Scores are counted in whole steps of 2^-16,
// so that a sum of parts, however it is added up, gives the very score, the same
// on every machine; equal scores are ordered by id. About 0.6 and more is a good
// match, below 0.3 there is nothing to it; below Weights.Floor nothing is
// suggested at all.
//
// A part is a share: its weight times how well the two fit in that respect, from
// 0 to 1. Where one side says nothing, as with no field or no region given, the
// part is left out and its weight is spread over the parts that are known:
// silence neither helps nor harms. Place, kind, freshness and load count in
// full only as far as text or field say that the two belong together: a
// neighbour with nothing in common is no match.
//
// # What is never suggested
//
// A pair is out, whatever its score, when either posting is not open (published
// or engaged) or is past its ValidUntil; when the person behind the offer has
// paused, is full, or has no dockings left; when both have an owner in common;
// when one of them is shared in its county only and the other lies outside that
// county; when the need lies outside the offer's radius and the offer knows no
// way to help from afar; and when the pair was dismissed. Explain says which.
// What is unknown (no status, no region, as in files) is no reason.
//
// # Text
//
// Texts are compared by the characters and pairs of package text, weighted by
// how rare they are in the postings loaded (title and whole text apart; see
// textscore.go for the formula). The frequencies are frozen until Refreeze, Save
// or the next load, so that one posting more or less does not move all scores.
//
// # How a search goes
//
// First the text: the lists of the query's terms that count most (strongest of
// them) are added up, segment by segment, titles and whole texts apart; filters
// are asked of those that may be among the best (propose.go). Segments and
// postings that cannot come to the bar are passed over, which changes nothing of
// what is found. Of these candidates, what is known besides the text and the sum
// standing for the text choose those that are scored exactly, from their packed
// rows, as far as they may come up to those scored before (query.go). A side of
// few postings is scored exactly as a whole, and so it is by the oracle of the
// tests.
//
// # How postings are held
//
// A segment holds up to 65,472 postings of one side in flat columns without
// pointers (columns.go, segment.go): facts of one cache line, packed rows, ids,
// a table to find them, and the inverted lists. Sealed segments never change; the
// newest postings stand in one that is scanned, and what is gone is a bit in the
// view. A posting takes about 880 bytes, texts excluded: the engine keeps none,
// and asks Config.Texts for two of them when it has to tell why they match.
//
// Loading, Refreeze and Save number all grams and order all postings anew, by
// content alone, so that the same postings give the same bytes whatever happened
// before (rebuild.go). With Config.Snapshot these bytes are a file, checked and
// mapped at the start (snapshot.go). Bench measures it all.
//
// # Use
//
// An Engine is derived data: it is loaded from the database at the start and
// told of every change after commit. Any number of readers may ask while one
// or more writers change it; a reader sees the state of one moment and never
// waits for a writer. Nothing here reads a clock: "now" is an argument.
package match
