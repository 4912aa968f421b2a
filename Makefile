# Everything a fresh machine with Go, Node ≥ 20 and make needs:
#   make run     build, fill a demo county on first start, serve it
#   make test    every test: Go, portal, browser
#   make build   leaves ./kejiyun
export CGO_ENABLED = 0

STATICCHECK = honnef.co/go/tools/cmd/staticcheck@v0.8.2
ADDR       ?= 127.0.0.1:8090
DATA       ?= pb_data
PORTAL      = pb_public
SOURCES     = $(shell find $(PORTAL)/src $(PORTAL)/public -type f 2>/dev/null) $(PORTAL)/index.html $(wildcard $(PORTAL)/vite.*.ts) $(PORTAL)/package.json

.PHONY: build run test go-test portal-test browser-test lint types bench quality clean binary peers

build: $(PORTAL)/dist/index.html binary

binary:
	go build -trimpath -ldflags="-s -w" -o kejiyun .

$(PORTAL)/node_modules/.package-lock.json: $(PORTAL)/package-lock.json
	cd $(PORTAL) && npm ci --no-audit --no-fund

$(PORTAL)/dist/index.html: $(PORTAL)/node_modules/.package-lock.json $(SOURCES)
	cd $(PORTAL) && npm run build

run: build
	@test -e $(DATA)/data.db || ./kejiyun demo --dir $(DATA)
	./kejiyun serve --dir $(DATA) --http $(ADDR)

test: build lint go-test portal-test browser-test

lint:
	@test -z "$$(gofmt -l $$(git ls-files '*.go'))" || (echo "not gofmt-ed:"; gofmt -l $$(git ls-files '*.go'); exit 1)
	go vet ./...
	go run $(STATICCHECK) ./...
	cd internal/peers && go vet ./... && go run $(STATICCHECK) ./...

go-test:
	go test -timeout 20m ./...
	@if command -v $${CC:-cc} >/dev/null 2>&1; then CGO_ENABLED=1 go test -timeout 20m -race ./internal/match ./internal/text; \
	else echo "SKIPPED: no C compiler, so no race detector"; fi
	cd internal/peers && go test ./...

portal-test: $(PORTAL)/node_modules/.package-lock.json types-fresh
	cd $(PORTAL) && npm run typecheck && npm test

browser-test: build
	sh $(PORTAL)/e2e/chromium.sh
	cd $(PORTAL) && npm run e2e && npm run size

# Pictures of every page and of every mail, to look at; PICTURES=folder says where they go.
.PHONY: screenshots mail-pictures
screenshots: build mail-pictures
	cd $(PORTAL) && npm run screenshots

mail-pictures: $(PORTAL)/node_modules/.package-lock.json
	sh $(PORTAL)/e2e/chromium.sh
	cd $(PORTAL) && npm run mails

# What pages weigh, held against the budget; and what Lighthouse says of them, each page five times, the median held
# against the aim (some minutes, on a quiet machine).
.PHONY: size lighthouse
size: build
	cd $(PORTAL) && npm run size

lighthouse: build
	sh $(PORTAL)/e2e/chromium.sh
	cd $(PORTAL) && npm run lighthouse

# How soon the list of offers answers a tap, with 10,000 of them and a slow processor (some minutes, on a quiet machine).
.PHONY: inp
inp: build
	sh $(PORTAL)/e2e/chromium.sh
	cd $(PORTAL) && npm run inp

# The types of the collections, generated from the schema as migrated.
types: build
	sh $(PORTAL)/e2e/types.sh > $(PORTAL)/src/api/schema.ts

.PHONY: types-fresh
types-fresh: build
	sh $(PORTAL)/e2e/types.sh | diff -u $(PORTAL)/src/api/schema.ts - || (echo "run: make types"; exit 1)

# What measures other search engines beside ours: a module of its own.
peers:
	cd internal/peers && go build -trimpath -ldflags="-s -w" -o ../../kejiyun-peers .

# How fast, how small, how good: some minutes and 4 GB. The labelled data are no part of the project: EVAL=folder says
# where pairs/, paraphrase/ and score.py are.
bench: build peers
	go test -run '^$$' -bench . -benchtime 1s ./internal/text ./internal/match ./hooks
	./kejiyun bench match --offers 50000 --needs 5000
	./kejiyun bench match --offers 100000 --needs 2000 --peers
	./kejiyun bench match --offers 1000000 --needs 2000
	@if test -n "$(EVAL)"; then $(MAKE) --no-print-directory quality; else echo "SKIPPED: quality on labelled data; EVAL=folder says where they are"; fi

quality: binary
	@ranked=$$(mktemp) && trap 'rm -f $$ranked' EXIT && for set in "pairs 20000" "paraphrase 1000 --all"; do \
	  set -- $$set; echo "$$1, the best $$2 of each need:"; \
	  ./kejiyun match --needs $(EVAL)/$$1/needs.jsonl --offers $(EVAL)/$$1/offers.jsonl --top $$2 --out $$ranked && \
	  python3 $(EVAL)/score.py $$3 $(EVAL)/$$1/qrels.txt $$ranked || exit 1; \
	done

clean:
	rm -rf kejiyun kejiyun-peers $(PORTAL)/dist/assets $(PORTAL)/dist/*.html
