package formats

import (
	"encoding/json"
	"errors"
	"strings"
	"time"

	"handover/reconcile"
)

// readBody reads the object of a record into a struct. A member of another shape than
// the struct's is a Problem that names it.
func readBody(rec *Record, body any) error {
	err := json.Unmarshal(rec.JSON, body)
	var shape *json.UnmarshalTypeError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &shape):
		return &Problem{shape.Field, "a JSON " + shape.Value + " cannot be read here; export the body as the API gives it"}
	default:
		return &Problem{"", "this is no JSON object: " + err.Error()}
	}
}

// links are where a body of Partner Center, or a part of it, can be read again.
type links struct {
	Self struct {
		URI Value
	}
}

// customerIn returns the tenant in an address such as /customers/{tenant}/subscriptions;
// empty where it has none.
func customerIn(uri string) string {
	path, _, _ := strings.Cut(uri, "?")
	after := false
	for segment := range strings.SplitSeq(path, "/") {
		if id := reconcile.CanonicalID(segment); after && reconcile.IsGUID(id) {
			return id
		}
		after = strings.EqualFold(segment, "customers")
	}
	return ""
}

// told is a value and what the file calls it.
type told struct{ text, from string }

// tenantOf returns the first tenant that is told, else that of the file. The error is a
// Problem: a fact without a tenant belongs nowhere.
func tenantOf(file *File, candidates ...told) (told, error) {
	for _, c := range candidates {
		if c.text != "" {
			return c, nil
		}
	}
	if file.Tenant != "" {
		return told{text: file.Tenant}, nil
	}
	return told{}, &Problem{"", "no tenant: the body names none; name the file, or its folder, after the id of the customer's tenant"}
}

// refuse returns a Problem, and beside it whose record is refused where that is known.
func refuse(tenant told, err error) ([]Row, error) {
	if tenant.text == "" {
		return nil, err
	}
	var row Row
	row.Set("tenant_id", tenant.from, tenant.text)
	return []Row{row}, err
}

// noMoment is the reason for which a date is refused here rather than by its column.
const noMoment = "this is no date; write YYYY-MM-DD or RFC 3339"

// instantOf reads a date or a time in the shapes that canonical files take; a time
// without a zone is UTC. The year 1 stands for no date: it is the zero time.
func instantOf(text string) (at time.Time, readable bool) {
	for _, layout := range []string{time.RFC3339Nano, time.DateOnly, "2006-01-02T15:04:05", time.DateTime} {
		at, err := reconcile.ParseInstant(layout, text)
		if err != nil {
			continue
		}
		if at = at.UTC(); at.Year() <= 1 {
			return time.Time{}, true
		}
		return at, true
	}
	return time.Time{}, false
}

// lastInstant writes the last second of a day. As the end of a commitment it names that
// day, whatever the commerce: the older csp catalogue reads a bare day as the one after.
func lastInstant(day reconcile.Day) string { return day.End().Format(time.RFC3339) }

// endBefore writes the last day of a term that a moment ends: the day before a midnight,
// else the day of the moment; nothing for the year 1. What is no moment stays as it is,
// for its column to refuse.
func endBefore(text string) string {
	at, readable := instantOf(text)
	switch day := reconcile.DayOf(at); {
	case !readable:
		return text
	case at.IsZero():
		return ""
	case at.Equal(day.Start()):
		return lastInstant(day - 1)
	default:
		return lastInstant(day)
	}
}

// oneOf returns what a text stands for in a table whose keys are as Key returns them;
// what the table does not know stays as it is, so that it is reported.
func oneOf(text string, table map[string]string) string {
	if known, ok := table[Key(text)]; ok {
		return known
	}
	return text
}
