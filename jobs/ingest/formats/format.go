package formats

import (
	"strings"
	"sync"

	"handover/reconcile"
)

// Body is how the records of a file are written.
type Body uint8

// The ways of writing records; a format may know both.
const (
	CSV  Body = 1 << iota // a header, then a record a line; also a sheet of a workbook
	JSON                  // one object, a list, a collection, or an object a line
)

// Format is one kind of file that others write.
type Format struct {
	Name   string // as --format takes it
	Source string // the data source of its rows where none is named; begins with its feed's name
	Title  string // what it is and who writes it, in one line
	Lacks  string // what it cannot tell, in one line
	Body   Body

	// List is the dotted path of the list of records in a JSON body; empty: the body
	// itself, or the items, value or data of it.
	List string

	// Encoding is the one in which a CSV file is written, by its IANA name; empty: UTF-8, or
	// UTF-16 with a mark.
	Encoding string

	// Partial tells that a file never holds all that its source knows of a tenant, so that
	// a missing row is none that is gone.
	Partial bool

	// CompleteFor tells of how much a file always holds all that its source knows, as
	// --complete says it of one file: "tenant", of each tenant in it; "file", of all of its
	// source's. Empty: nothing is said.
	CompleteFor string

	Recognises func(*Sample) bool // nil: only where it is named

	// Fits tells whether a file that is said to be of the format can be; nil: those that it
	// Recognises can.
	Fits func(*Sample) bool

	// Period tells in a form that sorts when a record's charge was, or since when its price
	// is paid; of several files that one command reads the one with the latest first records
	// is stored last, and so stays. nil: they are stored as they were named.
	Period func(*Record) string

	// PeriodOfAny says that the Period of any record counts, since the latest may be that of
	// any, and not only those of the first ones.
	PeriodOfAny bool

	Parts []Part // in the order in which they are stored
}

// Part is what a format gives of one kind of row.
type Part struct {
	Kind    reconcile.DeliveryKind
	Columns []string // the canonical columns of which it may say something

	// Survey looks at every record before the first one is translated, and marks in the
	// file what they say together; nil: nothing. It may be called side by side.
	Survey func(*File, *Record)

	// AsksTold tells that Translate needs to know what earlier deliveries have Told.
	AsksTold bool

	// Translate returns the rows that a record gives; of one that is no JSON it gives none. The error is a *Problem, which
	// rejects the record, or a Skip or Unplaced, which counts it; a row beside a *Problem only
	// tells by its tenant_id whose record that is. It may be called side by side.
	Translate func(*Record) ([]Row, error)

	// Key returns what the records that are combined have in common, as cheaply as it can be
	// told, and nothing of a record that gives no row. With it a row is held only up to its
	// last record; nil: up to the end of the file.
	Key func(*Record) string

	// Combine makes one row of two that have the same key, the second one being further
	// down in the file; nil: a key occurs once, and all rows are rejected otherwise.
	Combine func(into *Row, next *Row)
}

// Problem says why a record is refused.
type Problem struct {
	From   string // the field or column to blame, as the file calls it; empty: none
	Reason string // in one line, with what to do
}

// Error returns field and reason.
func (p *Problem) Error() string {
	if p.From == "" {
		return p.Reason
	}
	return p.From + ": " + p.Reason
}

// Skip says why a record gives no row although nothing is wrong with it; records are
// counted by it.
type Skip string

// Error returns the reason.
func (s Skip) Error() string { return string(s) }

// Unplaced says why nobody knows whose a record is that is otherwise right; records are
// counted by it. Other than with a Skip somebody has what the record tells of.
type Unplaced string

// Error returns the reason.
func (u Unplaced) Error() string { return string(u) }

// Absence is what it means that a row lacks its scheduled actions, which the Partner Center
// API leaves out at times where there are none.
type Absence string

// What an absence means.
const (
	AbsentAuto   Absence = ""       // none are scheduled, where the file or an earlier one has shown any of the tenant's; else nothing is known
	AbsentAlways Absence = "always" // none are scheduled
	AbsentNever  Absence = "never"  // nothing is known
)

// File is what is known of a whole file before its records are translated.
type File struct {
	Tenant  string // of all of its records, told by the body's own address or by the file's; else empty
	Partner string // our own partner tenant; empty where it is not configured

	// Subscription is the one that the records are about where they do not say; empty: they
	// must.
	Subscription string

	// Providers are the partner tenants through which an indirect reseller buys.
	Providers []string

	Source string        // the data source of the rows; empty: that of the format
	Today  reconcile.Day // of the import

	// Currency is the one in which Microsoft bills us; empty where it is not configured.
	Currency string

	// Workbook tells that the records are rows of a sheet, where a day may be a number:
	// that of the day in its calendar, which Date1904 says begins in 1904.
	Workbook, Date1904 bool

	// ScheduledActions says what it means that a row has none.
	ScheduledActions Absence

	// Account is the billing account of the records, as far as it is configured.
	Account Account

	// Marks are what a Survey has noted, by tenant or any other key.
	Marks map[string]uint8

	// Told are the fields of which an earlier delivery of the source has told something, by
	// tenant: of the end of the term and the window of cancellation, where the part asks for
	// it. What a source once had and now leaves out is not there any more, and not unknown.
	Told map[string]reconcile.Fields

	marking sync.Mutex
}

// Marked reports whether bits are noted under a key already. It may be called side by side
// with Mark.
func (f *File) Marked(key string, bits uint8) bool {
	f.marking.Lock()
	defer f.marking.Unlock()
	return f.Marks[key]&bits == bits
}

// Mark notes bits under a key. It may be called side by side, as long as nobody reads the
// Marks.
func (f *File) Mark(key string, bits uint8) {
	f.marking.Lock()
	defer f.marking.Unlock()
	if f.Marks == nil {
		f.Marks = map[string]uint8{}
	}
	if f.Marks[key]|bits != f.Marks[key] {
		f.Marks[strings.Clone(key)] |= bits
	}
}

// All returns every format of the program, those that are easily told first.
func All() []Format {
	return []Format{
		reconciliation(),
		reconciliationLegacy(),
		priceSheet(),
		priceSheetExtended(),
		priceSheetEndOfSale(),
		offerMatrix(),
		customersExport(),
		subscriptionsExport(),
		bulkMigration(),
		partnerCenterSubscriptions(),
		partnerCenterCustomers(),
		partnerCenterTransfers(),
		partnerCenterAgreements(),
		partnerCenterTransitions(),
		partnerCenterSubscribedSKUs(),
		graphDirectorySubscriptions(),
		graphSubscribedSKUs(),
		graphRelationships(),
		azureBillingSubscriptions(),
	}
}

// MayBe reports whether the file of a sample that is said to be of the format can be.
func (f *Format) MayBe(s *Sample) bool {
	if f.Fits != nil {
		return f.Fits(s)
	}
	return f.Recognises == nil || f.Recognises(s)
}

// OnlyPartial reports whether all formats whose rows are of a data source, where there are
// any, are Partial: the source never delivers everything that it knows.
func OnlyPartial(source string) bool {
	known := false
	for _, f := range All() {
		if f.Source != source {
			continue
		}
		if !f.Partial {
			return false
		}
		known = true
	}
	return known
}

// Named returns the format of a name, compared without case; false where there is none.
func Named(formats []Format, name string) (Format, bool) {
	for _, f := range formats {
		if reconcile.Fold(f.Name) == reconcile.Fold(name) {
			return f, true
		}
	}
	return Format{}, false
}

// Recognised returns the formats whose files a sample may be one of.
func Recognised(formats []Format, sample *Sample) []Format {
	var fitting []Format
	for _, f := range formats {
		if f.Recognises != nil && f.Body&sample.Body != 0 && f.Recognises(sample) {
			fitting = append(fitting, f)
		}
	}
	return fitting
}
