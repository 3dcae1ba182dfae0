package json

import (
	"context"
	"io"
	"iter"

	"handover/reconcile"
	"handover/reports"
)

// The lines of the ndjson report: the objects of the JSON report with a type.
type (
	runLine struct {
		Type   string `json:"type"`
		Schema string `json:"schema"`
		Run
		Summary Summary `json:"summary"`
	}
	coverageLine struct {
		Type string `json:"type"`
		Coverage
	}
	findingLine struct {
		Type string `json:"type"`
		Finding
	}
	resolvedLine struct {
		Type string `json:"type"`
		Resolved
	}
	endLine struct {
		Type     string `json:"type"`
		Coverage int    `json:"coverage"`
		Findings int    `json:"findings"`
		Resolved int    `json:"resolved"`
		Plan     int    `json:"plan"`

		Sellers []Seller `json:"sellers"` // known once everything else is written
	}
)

// WriteLines writes the report as one JSON object a line. The last line, of type
// end, counts the others and names the sellers: without it the report was cut off.
func WriteLines(ctx context.Context, w io.Writer, r *reports.Report) error {
	out, s := newWriter(w), newShaper(r)
	writeLine(out, runLine{Type: "run", Schema: Schema, Run: RunOf(&r.Run), Summary: SummaryOf(&r.Summary)})
	end := endLine{Type: "end"}
	end.Coverage = writeRows(out, Objects(r.Coverage(ctx), func(c *reconcile.Coverage) coverageLine {
		return coverageLine{"coverage", s.coverage(c)}
	}))
	end.Findings = writeRows(out, Objects(r.Findings(ctx), func(f *reconcile.Reported) findingLine {
		return findingLine{"finding", s.finding(f)}
	}))
	end.Resolved = writeRows(out, Objects(r.Resolved(ctx), func(f *reconcile.ResolvedFinding) resolvedLine {
		return resolvedLine{"resolved", s.resolved(f)}
	}))
	end.Plan = writeRows(out, Objects(r.Plan(ctx), s.planned)) // each says its type itself
	end.Sellers = []Seller{}
	for seller, err := range Objects(r.Sellers(ctx, s.listed), sellerOf) {
		if err != nil {
			out.fail(err)
			break
		}
		end.Sellers = append(end.Sellers, seller)
	}
	writeLine(out, end)
	return out.flush()
}

// writeRows writes a line for each row and counts them.
func writeRows[T any](out *writer, rows iter.Seq2[T, error]) int {
	n := 0
	var current T // one for all rows, as in objects
	for row, err := range rows {
		if err != nil {
			out.fail(err)
			return n
		}
		current = row
		writeLine(out, &current)
		if out.err != nil {
			return n
		}
		n++
	}
	return n
}

func writeLine(out *writer, line any) {
	out.value(line)
	out.raw("\n")
}
