package deliver

import (
	"cmp"
	"errors"
	"net/mail"
	"slices"
	"strings"
	"unicode"

	"handover/reconcile"
	"handover/reports"
)

// Plan is what becomes of the letters of a run.
type Plan struct {
	Go     []Parcel // what would be sent, in the order in which it goes
	Held   []Parcel // to addresses that nobody has released
	NoOne  []Parcel // to parties without an address that a mail can go to
	Left   []Parcel // that the day's limit leaves over for the next night
	Quiet  int      // parties that have nothing new to hear
	Before []Parcel // to parties that have the letter of this run
}

// Parcel is one letter and whom it is for.
type Parcel struct {
	Party   reconcile.Addressed
	Name    string       // of the party
	Address mail.Address // of Held and Go: one mailbox
	Fault   string       // of NoOne: what is wrong with the address
	Items   []reconcile.ToldItem
	Letter  *reports.Letter
}

// Mailbox reads an address that is exactly one mailbox, without a name.
func Mailbox(text string) (mail.Address, error) {
	text = strings.TrimSpace(text)
	address, err := mail.ParseAddress(text)
	switch {
	case text == "":
		return mail.Address{}, errors.New("no address is known")
	case err != nil || address.Address != text || strings.ContainsFunc(text, strange):
		return mail.Address{}, errors.New("the address is not exactly one mailbox")
	default:
		return *address, nil
	}
}

// strange reports whether a character makes of an address more than it seems.
func strange(r rune) bool {
	return unicode.IsControl(r) || unicode.IsSpace(r) || r == '"' || r == ',' || r == ';'
}

// ReleaseAddress returns an address in the form in which releases are compared: addresses
// that differ in case only go to one mailbox everywhere.
func ReleaseAddress(address string) string { return strings.ToLower(strings.TrimSpace(address)) }

// released are the addresses to which somebody allowed to write, by party.
type released map[reconcile.Addressed][]string

func newReleased(list []reconcile.Release) released {
	r := released{}
	for _, each := range list {
		r[each.Party] = append(r[each.Party], each.Address)
	}
	return r
}

// allows reports whether a party may be written to at an address.
func (r released) allows(p reconcile.Addressed, address string) bool {
	return slices.Contains(r[p], ReleaseAddress(address))
}

// lettersPlan decides what becomes of letters. A letter lists all that its party has to
// do, and goes where some of that is news to it, or where one comes every night and it has
// none of this night (lettered). How many more may go today is below zero where there is no
// limit.
func lettersPlan(list []*reports.Letter, when When, lettered map[reconcile.Addressed]bool, minds map[reconcile.Addressed]*mind, allowed released, today int) Plan {
	var plan Plan
	for _, l := range list {
		p := parcelOf(l)
		due := when == EveryNight && !lettered[p.Party]
		for _, told := range l.Told {
			why, ok := told.News(minds[p.Party].last(told.Finding))
			due = due || ok && when.hears(why)
			if ok {
				p.Items = append(p.Items, reconcile.ToldItem{Finding: told.Finding, Milestone: why, Told: told.Told})
			}
		}
		if !due {
			plan.Quiet++
			continue
		}
		switch {
		case p.Fault != "":
			plan.NoOne = append(plan.NoOne, p)
		case !allowed.allows(p.Party, p.Address.Address):
			plan.Held = append(plan.Held, p)
		default:
			plan.Go = append(plan.Go, p)
		}
	}
	slices.SortStableFunc(plan.Go, goesFirst)
	if today >= 0 && len(plan.Go) > today {
		plan.Go, plan.Left = plan.Go[:today:today], plan.Go[today:]
	}
	return plan
}

// apart tells letters that wait from those that have arrived.
func apart(list []*reports.Letter, arrived map[reconcile.Addressed]bool) (waiting []*reports.Letter, before []Parcel) {
	for _, l := range list {
		if p := parcelOf(l); arrived[p.Party] {
			before = append(before, p)
		} else {
			waiting = append(waiting, l)
		}
	}
	return waiting, before
}

// parcelOf addresses a letter. Its fault is that of the address.
func parcelOf(l *reports.Letter) Parcel {
	p := Parcel{Party: partyOf(l), Name: cmp.Or(l.Name, l.ID), Letter: l}
	var err error
	if p.Address, err = Mailbox(l.Contact.Email); err != nil {
		p.Fault = err.Error()
	}
	return p
}

// partyOf returns whom a letter is for.
func partyOf(l *reports.Letter) reconcile.Addressed {
	return reconcile.Addressed{Kind: string(l.To), ID: l.ID}
}

// goesFirst orders letters: to other partners, of whom each acts for many customers, before
// those to customers, and then by what each asks first of all.
func goesFirst(a, b Parcel) int {
	switch {
	case a.Letter.To == b.Letter.To:
		return reconcile.CompareDue(earliest(a.Letter), earliest(b.Letter))
	case a.Letter.To == reports.ToTenant:
		return 1
	default:
		return -1
	}
}

func earliest(l *reports.Letter) reconcile.Due {
	var first reconcile.Due
	for i := range l.Rows {
		if reconcile.CompareDue(l.Rows[i].By, first) < 0 {
			first = l.Rows[i].By
		}
	}
	return first
}

// waiting are the milestones of what is no finding: that a letter is held back. It is
// told once for each party and address.
const waiting reconcile.Milestone = "held"

// notices says to operators what is wrong with the letters of a target, and returns what
// the ledger holds of that.
func (p *Plan) notices(target string) (list []reports.Notice, items []reconcile.ToldItem) {
	for _, each := range []struct {
		kind    reports.NoticeKind
		parcels []Parcel
	}{{reports.NoticeHeld, p.Held}, {reports.NoticeNoOne, p.NoOne}, {reports.NoticeLimit, p.Left}} {
		if len(each.parcels) == 0 {
			continue
		}
		notice := reports.Notice{Kind: each.kind, Target: target, Count: len(each.parcels)}
		for i := range each.parcels {
			parcel := &each.parcels[i]
			if i < reports.MostParties {
				notice.Parties = append(notice.Parties, strings.TrimSpace(parcel.Name+" "+parcel.Address.Address))
			}
			if each.kind != reports.NoticeLimit {
				items = append(items, reconcile.ToldItem{
					Finding: digest(string(each.kind), target, parcel.Party.Kind, parcel.Party.ID, ReleaseAddress(parcel.Address.Address)), Milestone: waiting,
				})
			}
		}
		list = append(list, notice)
	}
	return list, items
}
