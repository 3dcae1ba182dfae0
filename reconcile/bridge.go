package reconcile

import (
	"maps"
	"math/big"
	"slices"
)

// Opening is how the run that a bridge begins at left a finding. The zero Opening
// stands for one that it did not know as open.
type Opening struct {
	Listed   bool
	Silenced bool // open, but another finding spoke for it
	Exposure Exposure
}

// Bridge leads from the money of an earlier run of the same jobs and tenants to that
// of a run. The zero Bridge is none: there was no such run.
type Bridge struct {
	From  int64 // the number of the earlier run
	Lines []BridgeLine
}

// BridgeLine is the money of one kind in one currency, over all findings. The amounts
// between are signed: added to the opening they give the closing. What changes its
// kind or currency is repriced in both lines.
type BridgeLine struct {
	Kind       MoneyKind
	Currency   string
	Opening    *big.Int // what the earlier run listed
	New        *big.Int // found for the first time, or again
	Repriced   *big.Int // another amount
	Resolved   *big.Int
	Gone       *big.Int // no longer delivered: nobody knows why, so that nothing is saved
	Suppressed *big.Int // another finding speaks for it now, or does so no longer
	Closing    *big.Int // what the run lists
}

// Between returns the amounts that lead from the opening to the closing.
func (l *BridgeLine) Between() []*big.Int {
	return []*big.Int{l.New, l.Repriced, l.Resolved, l.Gone, l.Suppressed}
}

// Crossing adds up a bridge, one tenant at a time.
type Crossing struct {
	from  int64
	lines map[moneyKey]*BridgeLine
}

// NewCrossing starts a bridge at a run.
func NewCrossing(from int64) *Crossing {
	return &Crossing{from: from, lines: map[moneyKey]*BridgeLine{}}
}

// AddTenant adds what a run of some jobs changes in a tenant.
func (c *Crossing) AddTenant(known []KnownFinding, changes *Changes, jobs []Job) {
	listed := make(map[string]*Exposure, len(changes.Listed))
	for i := range changes.Listed {
		f := &changes.Listed[i].Finding
		listed[f.ID] = &f.Exposure
		c.put(&f.Exposure, closing, 1)
	}
	reasons := make(map[string]ResolvedReason, len(changes.Resolved))
	for i := range changes.Resolved {
		reasons[changes.Resolved[i].Finding.ID] = changes.Resolved[i].Reason
	}
	for i := range known {
		k := &known[i]
		if !slices.Contains(jobs, k.Finding.Job) {
			continue
		}
		now := listed[k.Finding.ID]
		delete(listed, k.Finding.ID)
		c.cross(k, now, reasons[k.Finding.ID])
	}
	for _, now := range listed {
		c.put(now, fresh, 1)
	}
}

// cross adds what becomes of one known finding; now is nil where the run lists it no
// longer.
func (c *Crossing) cross(k *KnownFinding, now *Exposure, reason ResolvedReason) {
	before := &k.Opening.Exposure
	if k.Opening.Listed {
		c.put(before, opening, 1)
	}
	switch {
	case now != nil && k.Opening.Listed:
		c.put(now, repriced, 1)
		c.put(before, repriced, -1)
	case now != nil && k.Opening.Silenced:
		c.put(now, suppressed, 1)
	case now != nil:
		c.put(now, fresh, 1)
	case k.Opening.Listed:
		c.put(before, wayOut(k, reason), -1)
	}
}

// wayOut returns the column in which a finding leaves that is not listed any more:
// for the reason of this run, else of one since the bridge's beginning.
func wayOut(k *KnownFinding, reason ResolvedReason) column {
	if reason == "" {
		reason = k.Reason
	}
	switch reason {
	case "":
		return suppressed
	case ReasonGone:
		return gone
	default:
		return resolved
	}
}

// column is one of the amounts of a line.
type column func(*BridgeLine) *big.Int

func opening(l *BridgeLine) *big.Int    { return l.Opening }
func fresh(l *BridgeLine) *big.Int      { return l.New }
func repriced(l *BridgeLine) *big.Int   { return l.Repriced }
func resolved(l *BridgeLine) *big.Int   { return l.Resolved }
func gone(l *BridgeLine) *big.Int       { return l.Gone }
func suppressed(l *BridgeLine) *big.Int { return l.Suppressed }
func closing(l *BridgeLine) *big.Int    { return l.Closing }

// put adds an amount, where there is one, to a column of its line.
func (c *Crossing) put(e *Exposure, at column, sign int64) {
	if !e.Amount.Known() || e.Kind == "" {
		return
	}
	key := moneyKey{e.Kind, e.Amount.Currency}
	line := c.lines[key]
	if line == nil {
		line = &BridgeLine{
			Kind: key.kind, Currency: key.currency, Opening: new(big.Int), New: new(big.Int), Repriced: new(big.Int),
			Resolved: new(big.Int), Gone: new(big.Int), Suppressed: new(big.Int), Closing: new(big.Int),
		}
		c.lines[key] = line
	}
	amount := new(big.Int).Mul(big.NewInt(e.Amount.Minor), big.NewInt(sign))
	at(line).Add(at(line), amount)
}

// Bridge returns what was added up so far, by kind, then currency.
func (c *Crossing) Bridge() Bridge {
	b := Bridge{From: c.from, Lines: make([]BridgeLine, 0, len(c.lines))}
	for _, key := range slices.SortedFunc(maps.Keys(c.lines), moneyKey.compare) {
		b.Lines = append(b.Lines, *c.lines[key])
	}
	return b
}
