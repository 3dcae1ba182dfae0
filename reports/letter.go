package reports

import (
	"cmp"
	"slices"
	"strings"

	"handover/reconcile"
	"handover/reports/words"
)

// mostRows is how many rows a letter has; the others are counted.
const mostRows = 200

// laterDays is from how many days on a letter only counts what is due.
const laterDays = 90

// Addressee says what kind of party letters are written to.
type Addressee string

// The kinds of parties. A customer and a current partner read what they themselves have
// to do. Of one who has to act, we read what that one has to do for all customers.
const (
	ToTenant Addressee = "tenant"
	ToSeller Addressee = "seller"
	ToOwner  Addressee = "owner"
)

// Addressees returns the kinds of parties.
func Addressees() []Addressee { return []Addressee{ToTenant, ToSeller, ToOwner} }

// Letter is what one party is to do, in its own language. It holds no money and, where it
// leaves the house, nothing that is not the business of its reader.
type Letter struct {
	Wording
	To      Addressee
	ID      string            // of the tenant or the seller; the owner
	Name    string            // of the party, as far as it is known
	Contact reconcile.Contact // whom it is for
	From    string            // our name
	Answer  reconcile.Contact // whom to answer

	Rows   []LetterRow // the most urgent first, in a letter to a seller those of a customer together
	More   int         // that are left out for want of room
	Later  int         // due in more than 90 days
	PutOff int         // in the list of an owner: what somebody has put off

	Told []LetterTold // what the rows tell, by finding

	Unchecked bool          // the run could not look at the customer
	DataOf    reconcile.Day // of which day the data of such a customer is; unknown where there is none

	said map[saying]bool // what the rows ask
}

// saying is one thing that is asked about one subscription.
type saying struct{ tenant, subscription, what string }

// repeats reports whether a row asks a reader outside the same already: two findings about
// a subscription can have one answer, and the first is the more urgent one.
func (l *Letter) repeats(s saying) bool {
	return l.To != ToOwner && s.subscription != "" && l.said[s]
}

// add adds a row, and notes what it asks.
func (l *Letter) add(row LetterRow, s saying) {
	l.Rows = append(l.Rows, row)
	if l.said == nil {
		l.said = map[saying]bool{}
	}
	l.said[saying{strings.Clone(s.tenant), strings.Clone(s.subscription), s.what}] = true
}

// LetterTold is a finding of which a row of a letter tells.
type LetterTold struct {
	Finding string
	reconcile.Told
}

// tell notes that the letter tells of a finding, in a row of its own or in that of another
// one which asks the same.
func (l *Letter) tell(f *reconcile.Finding) {
	l.Told = append(l.Told, LetterTold{strings.Clone(f.ID), f.ToTell(l.AsOf)})
}

// LetterRow is one thing to do.
type LetterRow struct {
	Customer string // in letters to sellers, and in lists of owners
	Domain   string // of the customer, which tells it from others of its name; may be empty
	Product  string // with its seats
	ID       string // of the subscription; customers are not told

	What, Why string        // sentences
	By        reconcile.Due // unknown where there is no day
	Note      string        // of which day the data is, where that is old

	tenant string // of the customer, where the reader has several
}

// Count returns how many things there are to do, those without room included.
func (l *Letter) Count() int { return len(l.Rows) + l.More }

// Title says whose letter it is, of which day, and what it is about.
func (l *Letter) Title() string { return titled(l.From, l.DayText(l.Today), l.Subject()) }

// Subject says what the letter is about.
func (l *Letter) Subject() string {
	texts := l.Words.Letters()
	switch {
	case l.To == ToOwner:
		return words.Fill(texts.SubjectOwner, "who", l.who())
	case l.To == ToSeller:
		return texts.SubjectSeller
	case l.Unchecked && l.Count() == 0:
		return texts.SubjectUnchecked
	default:
		return texts.SubjectTenant
	}
}

// who names the owner whose list it is.
func (l *Letter) who() string { return l.Words.Actor(reconcile.Owner(l.ID)) }

// Recipient says whom the letter is for; it is empty in a list for ourselves.
func (l *Letter) Recipient() string {
	name, contact := l.Name, ContactText(l.Contact)
	switch {
	case l.To == ToOwner || name == "" && contact == "":
		return ""
	case name == "":
		name = contact
	case contact != "":
		name = words.Fill(l.Words.Labels.Named, "name", name, "part", contact)
	}
	return words.Fill(l.Words.Letters().Recipient, "name", name)
}

// Greeting begins the letter; it is empty in a list for ourselves.
func (l *Letter) Greeting() string {
	switch name := Readable(l.Contact.Name); {
	case l.To == ToOwner:
		return ""
	case name == "":
		return l.Words.Letters().Hello
	default:
		return words.Fill(l.Words.Letters().Dear, "name", name)
	}
}

// Opening says in a sentence or two what the letter is about, how much there is to do, and
// of which day that is where it is not of today.
func (l *Letter) Opening() []string {
	texts, n := l.Words.Letters(), l.Number(l.Count())
	switch l.To {
	case ToOwner:
		return []string{words.Fill(texts.AboutOwner, "who", l.who(), "n", n)}
	case ToSeller:
		return []string{words.Fill(texts.AboutSeller, "n", n)}
	}
	about := words.Fill(texts.AboutTenant, "n", n)
	switch {
	case !l.Unchecked:
		return []string{about}
	case l.Count() > 0:
		return []string{about, words.Fill(texts.Unchecked, "day", l.DayText(l.DataOf))}
	case l.DataOf.Known():
		return []string{words.Fill(texts.UncheckedNothing, "day", l.DayText(l.DataOf))}
	default:
		return []string{texts.NeverChecked}
	}
}

// Rest counts, in a line each, what is not listed.
func (l *Letter) Rest() []string {
	texts := l.Words.Letters()
	var lines []string
	for _, rest := range [...]struct {
		text string
		n    int
	}{{texts.More, l.More}, {texts.Later, l.Later}, {texts.PutOff, l.PutOff}} {
		if rest.n > 0 {
			lines = append(lines, words.Fill(rest.text, "n", l.Number(rest.n)))
		}
	}
	return lines
}

// Reply says whom to answer; it is empty in a list for ourselves.
func (l *Letter) Reply() string {
	texts, contact := l.Words.Letters(), ContactText(l.Answer)
	plain, named := texts.Reply, texts.ReplyTo
	if l.Count() == 0 {
		plain, named = texts.Ask, texts.AskOf
	}
	switch {
	case l.To == ToOwner:
		return ""
	case contact == "":
		return plain
	default:
		return words.Fill(named, "contact", contact)
	}
}

// Signature ends the letter, a line each: nothing in a list for ourselves.
func (l *Letter) Signature() []string {
	if l.To == ToOwner {
		return nil
	}
	return []string{l.Words.Letters().Regards, l.From}
}

// When says by when something is to be done.
func (l *Letter) When(row *LetterRow) string {
	texts := l.Words.Letters()
	switch {
	case !row.By.Known():
		return texts.Soon
	case row.By.Passed(l.AsOf):
		return words.Fill(texts.AtOnce, "day", l.DueText(row.By))
	default:
		return words.Fill(texts.Left, "day", l.DueText(row.By), "left", l.Left(l.DaysLeft(row.By)))
	}
}

// Presses reports whether something has to be done within a week.
func (l *Letter) Presses(row *LetterRow) bool {
	return row.By.Known() && row.By.DaysLeft(l.AsOf) <= pressingDays
}

// pressingDays is within how many days what is due stands out in a letter.
const pressingDays = 7

// Begins reports whether a row is the first of its customer, of rows that stand together.
func (l *Letter) Begins(row int) bool { return row == 0 || l.Rows[row].tenant != l.Rows[row-1].tenant }

// HasCustomers reports whether the rows say of which customer they are.
func (l *Letter) HasCustomers() bool { return l.To != ToTenant }

// titled puts what there is of the parts of a title after one another: whose a document
// is, of which day, and what it is.
func titled(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(part string) bool { return part == "" }), " · ")
}

// plea says what the reader is asked to do about a finding; it is false where that is
// nothing. Of one who has to act we read the action as we read it elsewhere.
func (l *Letter) plea(f *reconcile.Finding) (words.Plea, bool) {
	if l.To == ToOwner {
		return words.Plea{Text: l.Action(f), Why: l.Words.Message(f), By: l.Words.ActBy(f)}, true
	}
	return l.Words.Plea(f, l.AsOf)
}

// row puts a finding in words, for its reader. Texts of the finding are copied: they are
// parts of all that was read of it, which would be kept with them.
func (l *Letter) row(f *reconcile.Finding, plea *words.Plea) LetterRow {
	product := l.Words.Product(OfferOf(f.OfferName, f.OfferID, f.SubscriptionID), f.Quantity)
	row := LetterRow{Product: cmp.Or(strings.Clone(product), l.Words.Letters().None), What: plea.Text, Why: plea.Why, By: plea.By}
	if l.HasCustomers() {
		row.ID = strings.Clone(Readable(f.SubscriptionID))
	}
	return row
}
