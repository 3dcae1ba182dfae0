package words

import "handover/reconcile/merge"

// Explain holds the texts of an explanation; Fill fills them. Codes stand in them
// as they are, in every language: they are what the files and the flags say.
type Explain struct {
	Rows  ExplainRows  `toml:"rows"`
	Heads ExplainHeads `toml:"heads"`
	Facts ExplainFacts `toml:"facts"`
	Dates ExplainDates `toml:"dates"`
	Cover ExplainCover `toml:"cover"`

	Passed map[merge.Why]string `toml:"passed"`

	Unknown    string `toml:"unknown"`
	Both       string `toml:"both"`
	Silenced   string `toml:"silenced"`
	SilencedBy string `toml:"silenced_by"`
	Held       string `toml:"held"`
	HeldAs     string `toml:"held_as"`
}

// ExplainRows are the names of the rows.
type ExplainRows struct {
	Subscription string `toml:"subscription"`
	Tenant       string `toml:"tenant"`
	AsOf         string `toml:"as_of"`
	NotEvaluated string `toml:"not_evaluated"`
	KnownFrom    string `toml:"known_from"`
	Missing      string `toml:"missing"`
	Bought       string `toml:"bought"`
	Product      string `toml:"product"`
	Seats        string `toml:"seats"`
	Status       string `toml:"status"`
	AutoRenew    string `toml:"auto_renew"`
	Price        string `toml:"price"`
	Cancellable  string `toml:"cancellable"`
	Trial        string `toml:"trial"`
	Extended     string `toml:"extended"`
	Term         string `toml:"term"`
	LastDay      string `toml:"last_day"`
	EndOfTerm    string `toml:"end_of_term"`
	CoverBy      string `toml:"cover_by"`
	DataUntil    string `toml:"data_until"`
	NearFrom     string `toml:"near_from"`
	Assumption   string `toml:"assumption"`
	Move         string `toml:"move"`
	ToCover      string `toml:"to_cover"`
	Target       string `toml:"target"`
	Match        string `toml:"match"`
	Covered      string `toml:"covered"`
	WentOn       string `toml:"went_on"`
	CountedAs    string `toml:"counted_as"`
}

// ExplainHeads are the headings of the lists.
type ExplainHeads struct {
	Facts   string `toml:"facts"`
	Source  string `toml:"source"`
	Seen    string `toml:"seen"`
	Field   string `toml:"field"`
	Value   string `toml:"value"`
	Others  string `toml:"others"`
	Changed string `toml:"changed"`
	Rule    string `toml:"rule"`
	Fired   string `toml:"fired"`
	Why     string `toml:"why"`
}

// ExplainFacts tell what the sources say. What follows another text begins with
// that text as a placeholder.
type ExplainFacts struct {
	KnownFrom string `toml:"known_from"`
	Seen      string `toml:"seen"`
	NeverSeen string `toml:"never_seen"`
	SeenAhead string `toml:"seen_ahead"`
	Rejected  Number `toml:"rejected"` // by rows

	Gone  string `toml:"gone"`
	Old   string `toml:"old"`
	Other string `toml:"other"`

	Bought string `toml:"bought"`
	Ours   string `toml:"ours"`
	First  string `toml:"first"`
	ToAct  string `toml:"to_act"`

	Product string `toml:"product"`
	Seats   string `toml:"seats"`
	AtMost  string `toml:"at_most"`
	Since   string `toml:"since"`
	ByDates string `toml:"by_dates"`

	On       string `toml:"on"`
	Off      string `toml:"off"`
	NoField  string `toml:"no_field"`
	NoAction string `toml:"no_action"`
	Action   string `toml:"action"`

	Price    string `toml:"price"`
	Until    string `toml:"until"`
	Extended string `toml:"extended"`
}

// ExplainDates tell the days, each with how it is worked out.
type ExplainDates struct {
	Term        string `toml:"term"`
	CountedBack Number `toml:"counted_back"` // by months

	LastDay     string `toml:"last_day"`
	NoneGiven   string `toml:"none_given"`
	NoEnd       string `toml:"no_end"`
	Earlier     string `toml:"earlier"`
	FirstMoment string `toml:"first_moment"`

	After  Number `toml:"after"` // by days, as all that follow
	Before Number `toml:"before"`
	Ahead  Number `toml:"ahead"`
	Ago    Number `toml:"ago"`
	Today  string `toml:"today"`
}

// ExplainCover tell the move, what replaces the subscription, and how that was
// looked for.
type ExplainCover struct {
	Move      string `toml:"move"`
	Elsewhere string `toml:"elsewhere"`
	Names     string `toml:"names"`
	ToCover   string `toml:"to_cover"`

	Target  string `toml:"target"`
	Named   string `toml:"named"`
	Became  string `toml:"became"`
	Matched string `toml:"matched"`
	InTime  string `toml:"in_time"`
	Ended   string `toml:"ended"`

	Impossible string `toml:"impossible"`
	NoneFree   string `toml:"none_free"`
	Candidate  string `toml:"candidate"`
	IsMatch    string `toml:"is_match"`
	More       string `toml:"more"`
}

// Explain returns the texts of an explanation.
func (t *Table) Explain() *Explain { return &t.file.Explain }

// Passed says why what a source says of a field is not used.
func (t *Table) Passed(why merge.Why) string { return text(t.file.Explain.Passed, why) }

// Flag says yes or no.
func (t *Table) Flag(yes bool) string {
	if yes {
		return text(t.file.Flags, "yes")
	}
	return text(t.file.Flags, "no")
}

// Number is a text about a number of things, {n} of them.
type Number struct {
	One  string `toml:"one"`
	Many string `toml:"many"`
}

// Of returns the text for a number.
func (n *Number) Of(count int) string {
	if count == 1 {
		return n.One
	}
	return n.Many
}
