package explain

import (
	"encoding/json"
	"io"

	"handover/reconcile"
	"handover/reports/aligned"
	"handover/reports/words"
)

// WriteText prints an explanation for a person.
func WriteText(w io.Writer, d *Document, texts *words.Table) error {
	t := aligned.New(w)
	for i, section := range d.Sections(texts) {
		if i > 0 {
			t.Line("")
		}
		for _, row := range section {
			t.Texts(row)
		}
	}
	return t.Flush()
}

// The shapes of an explanation for machines. A null stands for what is not known.
type (
	explanationObject struct {
		CoverBy       *string        `json:"cover_by"`
		Covered       bool           `json:"covered"`
		LastDay       *string        `json:"last_day"`
		Outcome       *string        `json:"outcome"`
		OutcomeReason *string        `json:"outcome_reason"`
		Rules         []answerObject `json:"rules"`
		Subscription  string         `json:"subscription"`
		Tenant        string         `json:"tenant"`
	}
	answerObject struct {
		Code       reconcile.Code `json:"code"`
		Fired      bool           `json:"fired"`
		SilencedBy *string        `json:"silenced_by"`
		Why        string         `json:"why"`
	}
)

// WriteJSON writes an explanation as one JSON object.
func WriteJSON(w io.Writer, d *Document, texts *words.Table) error {
	l := &d.Lifecycle
	object := explanationObject{
		Subscription: d.Subscription.ID, Tenant: d.Subscription.TenantID,
		LastDay: known(l.LastDay.String()), Outcome: known(string(l.Outcome)), OutcomeReason: known(string(l.Reason)),
		CoverBy: known(l.CoverBy.String()), Covered: d.Covered, Rules: make([]answerObject, 0, len(d.Answers)),
	}
	for i := range d.Answers {
		a := &d.Answers[i]
		object.Rules = append(object.Rules, answerObject{a.Code, a.Fired, known(string(a.SilencedBy)), a.why(texts)})
	}
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(object)
}

// known returns a text, or null for one that is not known.
func known(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}
