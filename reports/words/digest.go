package words

import "handover/reconcile"

// Digest are the texts of a digest that is delivered: why its reader hears of something,
// and what operators have to know about the delivery itself. What each of them says, with
// its placeholders, stands in the files of the languages; Fill fills it.
type Digest struct {
	News map[reconcile.Milestone]string `toml:"news"` // the headings, by why the reader hears of it

	NoNews string `toml:"no_news"` // nothing is to be told
	More   string `toml:"more"`    // rows that are left out for want of room

	Held        string `toml:"held"` // letters whose address nobody has released, and what to do
	HeldWhat    string `toml:"held_what"`
	NoOne       string `toml:"no_one"` // letters without an address, and what to do
	NoOneWhat   string `toml:"no_one_what"`
	Limit       string `toml:"limit"` // letters over the day's limit, and what becomes of them
	LimitWhat   string `toml:"limit_what"`
	Twice       string `toml:"twice"` // messages that perhaps came twice, and why
	TwiceWhat   string `toml:"twice_what"`
	Trouble     string `toml:"trouble"`      // a step before the run that failed
	NotAttached string `toml:"not_attached"` // files that the way of a mail has no room for

	TroubleWhat map[string]string `toml:"trouble_what"` // what to do about such a step, by its name

	Alarm Alarm `toml:"alarm"`
}

// Alarm are the texts of a message about a night that went wrong as a whole.
type Alarm struct {
	NoRun     string `toml:"no_run"` // in one line: nothing was checked that night
	NoRunWhat string `toml:"no_run_what"`
	Stale     string `toml:"stale"` // in one line: old data was checked that night
	StaleWhat string `toml:"stale_what"`
	Trouble   string `toml:"trouble"` // in one line: steps before the run failed that night
	Checked   string `toml:"checked"` // how many customers were checked that night, and how many were not

	Expiring     string `toml:"expiring"` // in one line: credentials end
	ExpiringWhat string `toml:"expiring_what"`
	Expired      string `toml:"expired"` // in one line: credentials have ended
	ExpiredWhat  string `toml:"expired_what"`
	RenewWhat    string `toml:"renew_what"` // what to do about it

	Steps string `toml:"steps"` // above what each step did
	Step  string `toml:"step"`  // what became of a step
	Fault string `toml:"fault"` // and why, which is told in English as the log has it
	More  string `toml:"more"`  // where to read on

	StepNames map[string]string              `toml:"names"`  // by the name that records have
	States    map[reconcile.StepState]string `toml:"states"` // of the steps of a night that has ended
}

// Digest returns the texts of a digest that is delivered.
func (t *Table) Digest() *Digest { return &t.file.Digest }
