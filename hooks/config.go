package hooks

import (
	"slices"
	"time"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase"
)

// How long a query may take: in a server, where visitors wait for each other, and
// in a command, which only a machine that stands still for a while makes wait.
const (
	serverPatience  = 3 * time.Second
	commandPatience = 5 * time.Minute
)

// Config is how the database is opened for these arguments: durable against power
// loss, and with limits that keep one visitor from occupying the server.
func Config(args []string) pocketbase.Config {
	patience := commandPatience
	if slices.Contains(args, "serve") {
		patience = serverPatience
	}
	return pocketbase.Config{
		DefaultDataDir:      "pb_data",
		DefaultQueryTimeout: patience,
		DataMaxOpenConns:    12,
		DataMaxIdleConns:    8,
		DBConnect:           connect,
	}
}

// connect opens SQLite like PocketBase does, but with synchronous=FULL: with
// NORMAL, what was acknowledged can be gone after a power cut. secure_delete
// keeps erased contact data from staying in the file.
func connect(path string) (*dbx.DB, error) {
	// busy_timeout comes first: setting WAL mode may have to wait already.
	return dbx.Open("sqlite", path+"?_pragma=busy_timeout(10000)&_pragma=journal_mode(WAL)&_pragma=journal_size_limit(200000000)"+
		"&_pragma=synchronous(FULL)&_pragma=foreign_keys(ON)&_pragma=secure_delete(ON)&_pragma=temp_store(MEMORY)&_pragma=cache_size(-16000)")
}
