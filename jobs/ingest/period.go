package ingest

import (
	"context"

	"handover/jobs/ingest/records"
)

// firstPeriod returns the latest period of the first records of an input; empty where its
// format tells none.
func (in *input) firstPeriod(ctx context.Context) (string, error) {
	if in.foreign == nil || in.foreign.format.Period == nil {
		return "", nil
	}
	d := delivery{input: in}
	for read, err := range d.records(ctx) {
		if err != nil {
			return "", err
		}
		return in.latest(read), nil
	}
	return "", nil
}

func (in *input) latest(read []records.Record) string {
	latest := ""
	for i := range read {
		if read[i].Problem == nil && isFilled(&read[i]) {
			latest = max(latest, in.foreign.format.Period(in.foreign.record(&read[i])))
		}
	}
	return latest
}
