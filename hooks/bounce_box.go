package hooks

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"strconv"
	"strings"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"
	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/bounce"
	"kejiyun/internal/store"
)

const (
	bounceSince = 14 * 24 * time.Hour // older mails are of no use when a mailbox is new
	bounceBatch = 100                 // mails whose heads are asked for at once
	bounceMost  = 2000                // mails looked at in one run
	bounceTime  = 3 * time.Minute     // for a whole run
)

// bounceMark is the key of the settings row that says how far the mailbox was
// read: the mailbox's UIDVALIDITY and the last UID, as "1:42".
const bounceMark = "bounce.read_up_to"

// dialMailbox connects to an IMAP server; tests connect without encryption.
var dialMailbox = func(ctx context.Context, address string) (*imapclient.Client, error) {
	options := &imapclient.Options{Dialer: &net.Dialer{Timeout: 15 * time.Second}}
	if strings.HasSuffix(address, ":143") {
		return imapclient.DialStartTLS(address, options)
	}
	return imapclient.DialTLS(address, options)
}

// mailbox is where mails come back to.
type mailbox struct{ address, user, password string }

// mailboxOf reads the settings; false when none is set.
func mailboxOf(app core.App) (mailbox, bool) {
	host := strings.TrimSpace(store.Setting(app, "bounce.imap_host", ""))
	return mailbox{net.JoinHostPort(host, strconv.Itoa(store.Setting(app, "bounce.imap_port", 993))),
		store.Setting(app, "bounce.imap_user", ""), store.Setting(app, "secret.bounce_password", "")}, host != ""
}

// runBounces reads what is new in the mailbox to which mails come back. It asks
// for the head of every mail and for the whole of those that look like delivery
// reports, and changes nothing: the mailbox may be somebody's.
func runBounces(ctx context.Context, app core.App, now time.Time) (map[string]int, error) {
	counts := map[string]int{}
	box, set := mailboxOf(app)
	if !set {
		return counts, nil
	}
	ctx, cancel := context.WithTimeout(ctx, bounceTime)
	defer cancel()
	c, err := dialMailbox(ctx, box.address)
	if err != nil {
		return counts, fmt.Errorf("连不上收退信的邮箱 %s：%s", box.address, trouble(err))
	}
	defer context.AfterFunc(ctx, func() { c.Close() })() // whatever is waited for ends then
	defer c.Close()
	if err := box.signIn(c); err != nil {
		return counts, err
	}
	return counts, readBounces(ctx, app, c, now, counts)
}

// bouncesQuiet: a run that found no report leaves no row.
func bouncesQuiet(counts map[string]int, last store.Run) bool {
	return len(counts) == 0 && last.Result == store.RunOK
}

// signIn signs in. 163 and its kin open no mailbox before the client has said
// what it is.
func (box mailbox) signIn(c *imapclient.Client) error {
	if err := c.Login(box.user, box.password).Wait(); err != nil {
		return fmt.Errorf("登录收退信的邮箱没有成功，请检查用户名和密码（QQ、163 要用授权码，并开启 IMAP）：%s", plain(err.Error()))
	}
	if !c.Caps().Has(imap.CapID) {
		return nil
	}
	if _, err := c.ID(&imap.IDData{Name: "kejiyun", Version: "1"}).Wait(); err != nil {
		return fmt.Errorf("收退信的邮箱不接受本程序：%s", plain(err.Error()))
	}
	return nil
}

func readBounces(ctx context.Context, app core.App, c *imapclient.Client, now time.Time, counts map[string]int) error {
	inbox, err := c.Select("INBOX", &imap.SelectOptions{ReadOnly: true}).Wait()
	if err != nil {
		return fmt.Errorf("打不开收退信的邮箱：%s", plain(err.Error()))
	}
	last := readUpTo(app, inbox.UIDValidity)
	where := &imap.SearchCriteria{Since: now.Add(-bounceSince)}
	if last > 0 {
		where = &imap.SearchCriteria{UID: []imap.UIDSet{{imap.UIDRange{Start: last + 1}}}}
	}
	found, err := c.UIDSearch(where, nil).Wait()
	if err != nil {
		return fmt.Errorf("收退信的邮箱没有回答：%s", plain(err.Error()))
	}
	uids := found.AllUIDs()
	for len(uids) > 0 && uids[0] <= last { // "43:*" is the last mail, even if it is 42
		uids = uids[1:]
	}
	uids = uids[:min(len(uids), bounceMost)]
	for len(uids) > 0 && ctx.Err() == nil {
		n := min(len(uids), bounceBatch)
		if err := takeReports(app, c, uids[:n], now, counts); err != nil {
			return err
		}
		mark := fmt.Sprintf("%d:%d", inbox.UIDValidity, uids[n-1])
		if err := store.SetSecret(app, bounceMark, mark, "退信邮箱读到哪里，自动记录"); err != nil {
			return err
		}
		uids = uids[n:]
	}
	return ctx.Err()
}

// readUpTo is the last mail read of a mailbox; 0 when it is another one than
// last time.
func readUpTo(app core.App, validity uint32) imap.UID {
	was, last, _ := strings.Cut(store.Setting(app, bounceMark, ""), ":")
	n, err := strconv.ParseUint(last, 10, 32)
	if err != nil || was != strconv.FormatUint(uint64(validity), 10) {
		return 0
	}
	return imap.UID(n)
}

// takeReports acts on the delivery reports among some mails.
func takeReports(app core.App, c *imapclient.Client, uids []imap.UID, now time.Time, counts map[string]int) error {
	head := &imap.FetchItemBodySection{Specifier: imap.PartSpecifierHeader, HeaderFields: []string{"From", "Content-Type", "X-Failed-Recipients"}, Peek: true}
	heads, err := c.Fetch(imap.UIDSetNum(uids...), &imap.FetchOptions{UID: true, BodySection: []*imap.FetchItemBodySection{head}}).Collect()
	if err != nil {
		return fmt.Errorf("收退信的邮箱没有给出信头：%s", plain(err.Error()))
	}
	for _, one := range heads {
		if !bounce.Likely(bytes.NewReader(one.FindBodySection(head))) {
			continue
		}
		whole := &imap.FetchItemBodySection{Partial: &imap.SectionPartial{Size: bounce.MaxSize}, Peek: true}
		mails, err := c.Fetch(imap.UIDSetNum(one.UID), &imap.FetchOptions{UID: true, BodySection: []*imap.FetchItemBodySection{whole}}).Collect()
		if err != nil {
			return fmt.Errorf("收退信的邮箱没有给出退信：%s", plain(err.Error()))
		}
		for _, m := range mails {
			text := m.FindBodySection(whole)
			if text == nil {
				return errors.New("收退信的邮箱给出的退信是空的")
			}
			outcome, err := takeBounce(app, bytes.NewReader(text), now)
			if err != nil {
				return err
			}
			counts[outcome]++
		}
	}
	return nil
}
