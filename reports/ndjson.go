package reports

import (
	"context"
	"io"
	"iter"

	"handover/reconcile"
)

// The lines of the ndjson report: the objects of the JSON report with a type.
type (
	runLine struct {
		Type   string `json:"type"`
		Schema string `json:"schema"`
		runObject
		Summary summaryObject `json:"summary"`
	}
	coverageLine struct {
		Type string `json:"type"`
		coverageObject
	}
	findingLine struct {
		Type string `json:"type"`
		findingObject
	}
	resolvedLine struct {
		Type string `json:"type"`
		resolvedObject
	}
	endLine struct {
		Type     string `json:"type"`
		Coverage int    `json:"coverage"`
		Findings int    `json:"findings"`
		Resolved int    `json:"resolved"`
		Plan     int    `json:"plan"`
	}
)

// WriteLines writes the report as one JSON object a line. The last line, of type
// end, counts the others: without it the report was cut off.
func WriteLines(ctx context.Context, w io.Writer, r *Report) error {
	out := newJSONWriter(w)
	writeLine(out, runLine{Type: "run", Schema: Schema, runObject: r.runObject(), Summary: r.summaryObject()})
	end := endLine{Type: "end"}
	end.Coverage = writeRows(out, objects(r.Coverage(ctx), func(c *reconcile.Coverage) coverageLine {
		return coverageLine{"coverage", r.coverageObject(c)}
	}))
	end.Findings = writeRows(out, objects(r.Findings(ctx), func(f *reconcile.Reported) findingLine {
		return findingLine{"finding", r.findingObject(f)}
	}))
	end.Resolved = writeRows(out, objects(r.Resolved(ctx), func(f *reconcile.ResolvedFinding) resolvedLine {
		return resolvedLine{"resolved", r.resolvedObject(f)}
	}))
	end.Plan = writeRows(out, objects(r.Plan(ctx), r.planObject)) // each says its type itself
	writeLine(out, end)
	return out.flush()
}

// writeRows writes a line for each row and counts them.
func writeRows[T any](out *jsonWriter, rows iter.Seq2[T, error]) int {
	n := 0
	for row, err := range rows {
		if err != nil {
			out.fail(err)
			return n
		}
		writeLine(out, row)
		if out.err != nil {
			return n
		}
		n++
	}
	return n
}

func writeLine(out *jsonWriter, line any) {
	out.value(line)
	out.raw("\n")
}
