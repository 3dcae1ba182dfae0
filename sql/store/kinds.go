package store

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"handover/reconcile"
	sqlfiles "handover/sql"
)

// kind is how the rows of one kind of delivery are staged and merged.
type kind struct {
	stage, merge, changed sqlfiles.Query
	renew                 sqlfiles.Query // merges rows that stand with their delivery: what is as before is not written
	index, gone           sqlfiles.Query // of a complete delivery; empty: nothing of the kind vanishes
	analyze               sqlfiles.Query // the tables that are written
	held, missing         sqlfiles.Query // how much of a source that would be

	// row appends what is staged of a row to a buffer.
	row func(into []any, row *reconcile.FactRow, observedAt int64) ([]any, error)

	blank []any // stands in the columns of a rejected row, behind those that every row has
}

func (s *Store) kindOf(name reconcile.DeliveryKind) (*kind, error) {
	switch q := &s.sql; name {
	case reconcile.TenantRows:
		return kindOf(s, s.facts.profiles, sqlfiles.Query{}), nil
	case reconcile.SellerRows:
		return kindOf(s, s.facts.sellers, sqlfiles.Query{}), nil
	case reconcile.CatalogRows:
		return kindOf(s, s.facts.offers, sqlfiles.Query{}), nil
	case reconcile.SubscriptionRows:
		return kindOf(s, s.facts.subscriptions, q.GoneSubscription), nil
	case reconcile.MoveRows:
		return kindOf(s, s.facts.moves, q.GoneRows), nil
	case reconcile.TransferRows:
		return kindOf(s, s.facts.transfers, q.GoneRows), nil
	default:
		return nil, fmt.Errorf("import %q: there is no such kind of delivery", name)
	}
}

func kindOf[T any](s *Store, f *facts[T], gone sqlfiles.Query) *kind {
	q, texts := &s.sql, f.texts(s.address.dialect)
	var renew sqlfiles.Query
	if f.tracks {
		renew = q.Merge.Fill(sqlfiles.Texts{"(loose)": "0", "(unless_same)": f.unlessSame(texts)}).Fill(texts)
	}
	texts["(loose)"], texts["(unless_same)"] = "1", ""
	k := &kind{
		stage: q.Stage.Fill(texts), merge: q.Merge.Fill(texts), renew: renew, changed: q.Changed.Fill(texts),
		index: q.StageIndex.Fill(texts), held: q.GoneHeld.Fill(texts), missing: q.GoneCount.Fill(texts), gone: gone.Fill(texts),
		analyze: q.FactsAnalyze.Fill(texts), row: f.staged,
	}
	k.blank = f.values(nil, new(T))
	return k
}

// texts fills the queries that stage and merge any kind of fact.
func (f *facts[T]) texts(dialect sqlfiles.Dialect) sqlfiles.Texts {
	var key, stagedKey, same, staged, columns, values, present, merged, set []string
	for _, c := range f.key {
		from := c.name
		if c.write == nil && from != "tenant_id" {
			from = "item"
		}
		key, stagedKey = append(key, c.name), append(stagedKey, from)
		same = append(same, "staged."+from+" = "+f.table+"."+c.name)
	}
	unique := slices.Clone(key)
	if f.anySource {
		set = append(set, "source = excluded.source")
	} else {
		unique = append(unique, "source")
	}
	for _, c := range f.columns {
		value, merge := c.name, "excluded."+c.name
		if c.write == nil {
			value = "0"
		}
		if c.name == f.keeps {
			merge = fmt.Sprintf("case when %[1]s <> '' then %[1]s else %[2]s.%[3]s end", merge, f.table, c.name)
		}
		columns, values, set = append(columns, c.name), append(values, value), append(set, c.name+" = "+merge)
		if c.write == nil || c.read != nil {
			present, merged = append(present, f.table+"."+c.name), append(merged, merge)
		}
	}
	for _, k := range f.kept {
		columns, values = append(columns, k.name), append(values, k.insert)
		if k.update != "" {
			set = append(set, k.name+" = "+k.update)
		}
	}
	if f.tracks {
		columns, values = append(columns, wasColumn), append(values, "''")
		set = append(set, wasColumn+" = "+f.was(dialect))
	}
	for _, c := range slices.Concat(f.key, f.columns) {
		if c.write != nil {
			staged = append(staged, c.name)
		}
	}
	return sqlfiles.Texts{
		"(table)": f.table, "(key)": joined(key), "(staged_key)": joined(stagedKey), "(unique)": joined(unique),
		"(same_key)": strings.Join(same, " and "), "(staged)": joined(staged), "(columns)": joined(columns),
		"(values)": joined(values), "(present)": joined(present), "(merged)": joined(merged), "(set)": joined(set),
		"(replaces)": cmp.Or(f.replaces, "1 = 1"), "(missing)": cmp.Or(f.missing, "0"), "(still_there)": f.stillThere(),
		"(delivered)": f.changedAmong(dialect), "(written)": joined(append([]string{f.table}, f.beside...)),
	}
}

// changedAmong is the condition of the rows among which those are that have changed.
// PostgreSQL is faster through the whole table.
func (f *facts[T]) changedAmong(dialect sqlfiles.Dialect) string {
	if !f.tracks || dialect == sqlfiles.Postgres {
		return ""
	}
	return "tenant_id in (select tenant_id from delivered where stored > 0) and "
}

// unlessSame is the condition of a merge that leaves a row as it is.
func (f *facts[T]) unlessSame(texts sqlfiles.Texts) string {
	return fmt.Sprintf("\n    and (%s, %s.carries) is distinct from (%s, excluded.carries)",
		texts["(present)"], f.table, texts["(merged)"])
}

// stillThere is the condition of a row that its source has not lost already.
func (f *facts[T]) stillThere() string {
	if slices.ContainsFunc(f.columns, func(c column[T]) bool { return c.name == goneColumn }) {
		return goneColumn + " = 0"
	}
	return "1 = 1"
}

func joined(names []string) string { return strings.Join(names, ", ") }

// staged appends what is staged of a row: what every row has, then the columns.
func (f *facts[T]) staged(into []any, row *reconcile.FactRow, observedAt int64) ([]any, error) {
	fact := f.of(row)
	if fact == nil {
		return nil, errors.New("the row is of another kind than its import")
	}
	tenant, item := f.named(fact)
	ids := []string{tenant, item}
	if f.ids != nil {
		ids = f.ids(fact)
	}
	if slices.ContainsFunc(ids, tooLong) {
		return nil, errTooLong
	}
	if f.at != nil && !f.at(fact).IsZero() {
		observedAt = f.at(fact).Unix()
	}
	return f.values(append(into, row.Line, tenant, item, int64(0), observedAt), fact), nil
}

func (f *facts[T]) values(into []any, fact *T) []any {
	for _, columns := range [...][]column[T]{f.key, f.columns} {
		for i := range columns {
			if write := columns[i].write; write != nil {
				into = append(into, write(fact))
			}
		}
	}
	return into
}

// asKept returns a move as it is kept: its targets as a set, sorted, each once.
func asKept(move *reconcile.Move) *reconcile.Move {
	if move == nil {
		return nil
	}
	m := *move
	m.TargetIDs = slices.Clone(m.TargetIDs)
	slices.Sort(m.TargetIDs)
	m.TargetIDs = slices.Compact(m.TargetIDs)
	m.Status = cmp.Or(m.Status, reconcile.MovePlanned)
	return &m
}

// targetKey is a hash of the targets, since any number of ids does not fit into
// a key, and empty for none. A watch has no targets: what tells it from another of
// its tenant is the seller.
func targetKey(m *reconcile.Move) string {
	ids := m.TargetIDs
	if m.SourceSellerID != "" {
		ids = append([]string{m.SourceSellerID}, ids...)
	}
	if len(ids) == 0 {
		return ""
	}
	sum := sha256.Sum256([]byte(list(ids)))
	return hex.EncodeToString(sum[:16])
}

// moveKey is the identity of a move as a user may read it. An id with a blank is
// quoted, so that no two moves share a key.
func moveKey(m *reconcile.Move) string {
	parts := append([]string{m.TenantID, m.SourceID}, m.TargetIDs...)
	if m.SourceSellerID != "" {
		parts = append(parts, m.SourceSellerID)
	}
	for i, part := range parts {
		if strings.ContainsAny(part, " \"") {
			parts[i] = strconv.Quote(part)
		}
	}
	return strings.Join(parts, " ")
}
