package ingest

import (
	"context"

	"handover/jobs/ingest/records"
)

// latestPeriod returns the latest period of the first records of an input, or of any where its
// format says so; empty where that tells none.
func (in *input) latestPeriod(ctx context.Context) (string, error) {
	if in.foreign == nil || in.foreign.format.Period == nil {
		return "", nil
	}
	d, latest := delivery{input: in}, ""
	for read, err := range d.records(ctx) {
		if err != nil {
			return "", err
		}
		latest = max(latest, in.latest(read))
		if !in.foreign.format.PeriodOfAny {
			break
		}
	}
	return latest, nil
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
