// Package hooks is the thin shell around the pure core: it alone meets
// PocketBase's events, routes, jobs and mail. A handler is guard → load → ask
// the core → save → answer; the laws of the domain bind at record level, so that
// the REST API, the admin UI and our own code obey them alike; what leaves the
// database goes through the outbox.
package hooks

import (
	"github.com/pocketbase/pocketbase/core"
	"github.com/spf13/cobra"
)

// Register binds everything, in the one order in which it runs.
func Register(app core.App, root *cobra.Command) {
	bindLock(app)      // one serving process per data directory
	bindActor(app)     // who writes
	bindLog(app)       // the transaction of a write and its event row
	bindSeal(app)      // nobody writes the log by hand
	bindLaws(app)      // states and texts of postings
	bindTexts(app)     // texts of workers, teams and orgs
	bindFiles(app)     // what people attach, and who may have it
	bindProfile(app)   // a worker's skill offer
	bindSynonyms(app)  // words that mean the same
	bindMeaning(app)   // the embedding service's settings
	bindMatching(app)  // the queue of changes and the matcher
	bindPublic(app)    // what visitors and members read
	bindAccounts(app)  // registering, lock-out, leaving
	bindOrgs(app)      // orgs and who belongs to them
	bindPosting(app)   // steps of a posting
	bindDocking(app)   // law and steps of dockings
	bindAnswer(app)    // answering from a mail, without signing in
	bindTalk(app)      // the conversation of a docking, and its papers
	bindPreview(app)   // what a draft would match
	bindMe(app)        // the signed-in person's own page
	bindSessions(app)  // ending all sessions of an account
	bindReview(app)    // the desk's queue
	bindRecords(app)   // the desk's lists of records
	bindStaff(app)     // accounts and verification by the desk
	bindDesk(app)      // the broker's workbench
	bindEntry(app)     // what the desk enters for somebody
	bindLetterbox(app) // what visitors leave for the desk
	bindNotices(app)   // what the association makes known
	bindCampaigns(app) // and to whom it is sent
	bindOutbox(app)    // PocketBase's own mails
	bindWishes(app)    // how people want to be mailed
	bindTelling(app)   // what people are told about their accounts
	bindNotifications(app)
	bindEngineRoom(app) // jobs and mails, for those who answer for the site
	bindWebhooks(app)   // the association's group bots
	bindOneClick(app)   // from a mail, without signing in
	bindNextDigest(app)
	bindUnsubscribe(app) // leaving the digest with one click
	bindJobs(app)        // what runs by the clock
	bindAdmin(app)       // the admin UI in Chinese
	bindPortal(app)      // pages; last, since it answers every other path
	if root != nil {
		addCommands(app, root)
	}
}
