package main

import (
	"strings"
	"testing"
)

// A part of a stored run is counted again, and tells nothing of the rest.
func TestAReportIsCut(t *testing.T) {
	onBoth(t, func(t *testing.T, p *program) {
		data := first()
		data.deliver(p, "a", "b", "c")
		whole := p.must(0, "run", "--by", "operator", "--reason", "quarterly check", "-o", "json:-").stdout
		secrets := map[string][]string{
			"--tenant":   {`"tenant_id":"b"`, `"tenant_id":"c"`, "quarterly check", `"by":"operator"`},
			"--no-money": {"EUR", "quarterly check"},
		}
		for flag, texts := range secrets {
			args := []string{"report", "-o", "json:-", flag}
			if flag == "--tenant" {
				args = append(args, "a")
			}
			part := p.must(0, args...).stdout
			for _, text := range texts {
				if !strings.Contains(whole, text) || strings.Contains(part, text) {
					t.Errorf("%s: %q is in the part or not in the whole", flag, text)
				}
			}
		}
		part := parseReport(t, p.must(0, "report", "--tenant", "a", "-o", "json:-").stdout)
		if len(part.Findings) == 0 || part.Summary.Findings != len(part.Findings) {
			t.Errorf("the part counts %d findings and lists %d", part.Summary.Findings, len(part.Findings))
		}
		if empty := parseReport(t, p.must(0, "report", "-o", "json:-", "--owner", "microsoft").stdout); len(empty.Findings) > 0 {
			t.Errorf("microsoft has %d findings", len(empty.Findings))
		}
		p.must(2, "report", "--tenant", "nobody")
		p.must(2, "report", "--owner", "nobody")
		p.must(2, "report", "--seller", "nobody")
	})
}
