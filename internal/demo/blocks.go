package demo

import (
	"embed"
	"io/fs"
	"strings"
)

//go:embed data
var files embed.FS

// block is one posting as written in data/needs or data/offers:
//
//	@ n001 service s0603,s0601 by=o01 budget=1_5:30000 due=35 nda
//	t title
//	s summary
//	…
//
// The first line gives key, kind, fields (the main one first) and options; each
// other line is a letter, a space and a text.
type block struct {
	key, kind string
	fields    []string
	opts      map[string]string // an option without "=" has the value "yes"
	text      map[byte]string
}

// list returns an option's comma-separated values.
func (b block) list(name string) []string { return split(b.opts[name], ",") }

// readBlocks reads every file of a folder of data/, in name order. The files are
// part of the program, so a malformed one panics; a test reads them all.
func readBlocks(folder string) []block {
	entries, err := fs.ReadDir(files, "data/"+folder)
	if err != nil {
		panic(err)
	}
	var all []block
	for _, e := range entries {
		for _, part := range strings.Split(read(folder+"/"+e.Name()), "\n\n") {
			all = append(all, parseBlock(part))
		}
	}
	return all
}

func parseBlock(part string) block {
	lines := strings.Split(strings.TrimSpace(part), "\n")
	head := strings.Fields(lines[0])
	b := block{key: head[1], kind: head[2], fields: split(head[3], ","), text: parseText(lines[1:])}
	b.opts = parseOptions(head[4:])
	return b
}

func parseText(lines []string) map[byte]string {
	text := map[byte]string{}
	for _, l := range lines {
		text[l[0]] = l[2:]
	}
	return text
}

func parseOptions(words []string) map[string]string {
	opts := map[string]string{}
	for _, w := range words {
		name, value, ok := strings.Cut(w, "=")
		if !ok {
			value = "yes"
		}
		opts[name] = value
	}
	return opts
}

// readTable reads a tab-separated file of data/ as rows by column name.
func readTable(name string) []map[string]string {
	lines := strings.Split(strings.TrimRight(read(name), "\n"), "\n")
	columns := strings.Split(lines[0], "\t")
	var rows []map[string]string
	for _, l := range lines[1:] {
		row := map[string]string{}
		for i, cell := range strings.Split(l, "\t") {
			row[columns[i]] = cell
		}
		rows = append(rows, row)
	}
	return rows
}

func read(name string) string {
	b, err := files.ReadFile("data/" + name)
	if err != nil {
		panic(err)
	}
	return string(b)
}

// split is strings.Split but gives nil for an empty string.
func split(s, sep string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, sep)
}

func or(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}
