package sync_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rs/zerolog"

	"handover/jobs/sync"
	"handover/jobs/sync/synctest"
)

// told writes what became of each call in a line.
func told(probe *sync.Probe) []string {
	var lines []string
	for _, call := range probe.Calls {
		line := call.Name + ": works"
		if call.Err != nil {
			line = call.Name + ": " + call.Err.Error()
		}
		if _, ok := errors.AsType[*sync.RefusedError](call.Err); ok {
			line = call.Name + ": refused"
		}
		lines = append(lines, line)
	}
	return lines
}

func TestProbeOfPartnerCenter(t *testing.T) {
	customer := func(id string) synctest.Customer { return synctest.Customer{ID: id, Name: "Contoso"} }
	forbidden := customer(contoso)
	forbidden.Forbidden = true
	upgraded := customer(contoso)
	upgraded.Subscriptions = []synctest.Subscription{{ID: subA, OfferID: "CFQ7TTC0LH16:0001:A", Status: "deleted", Successors: []string{subB}}}
	for name, c := range map[string]struct {
		customers []synctest.Customer
		size      int
		want      []string
		count     int64
	}{
		"nobody":     {nil, 500, []string{"list customers: works"}, 0},
		"customers":  {[]synctest.Customer{customer(contoso), customer(fabrikam)}, 500, []string{"list customers: works", "list subscriptions: works", "list transfers: works"}, 2},
		"many pages": {[]synctest.Customer{customer(contoso), customer(fabrikam)}, 1, []string{"list customers: works", "list subscriptions: works", "list transfers: works"}, 2},
		"an upgrade": {
			[]synctest.Customer{upgraded},
			500,
			[]string{"list customers: works", "list subscriptions: works", "list transitions: works", "list transfers: works"},
			1,
		},
		"no access": {[]synctest.Customer{forbidden}, 500, []string{"list customers: works", "list subscriptions: refused", "list transfers: refused"}, 1},
	} {
		s := serve(t, synctest.Options{Estate: synctest.Estate{Partner: us, Customers: c.customers}})
		p := sync.NewPartnerCenter(sync.PartnerCenter{Client: ask(t, s, synctest.PartnerCenter, "https://api.partnercenter.microsoft.com/.default"), Partner: us, Now: noon})
		p.PageSize = c.size
		probe := p.Probe(t.Context())
		if diff := cmp.Diff(c.want, told(probe)); diff != "" || probe.Customers != c.count || probe.More {
			t.Errorf("%s: %d customers, more %t\n%s", name, probe.Customers, probe.More, diff)
		}
	}
}

func TestProbeOfGraph(t *testing.T) {
	relationships := []synctest.Relationship{
		{ID: "1", Customer: tailspin, Status: "terminated"},
		{ID: "2", Customer: contoso, End: noon().AddDate(0, 0, 20)},
		{ID: "3", Customer: fabrikam, End: noon().AddDate(1, 0, 0)},
	}
	const list, read = "list delegated admin relationships", "read the subscriptions of a customer"
	for name, c := range map[string]struct {
		relationships []synctest.Relationship
		refusal       string
		want          []string
		ending        int
	}{
		"nobody":     {nil, "", []string{list + ": works"}, 0},
		"customers":  {relationships, "", []string{list + ": works", read + ": works"}, 1},
		"no consent": {relationships, "AADSTS65001", []string{list + ": works", read + ": refused"}, 1},
	} {
		var log strings.Builder
		s := serve(t, synctest.Options{PageSize: 2, Estate: synctest.Estate{
			Partner: us, Relationships: c.relationships,
			Customers: []synctest.Customer{{ID: contoso, Name: "Contoso", Refusal: c.refusal}, {ID: fabrikam, Name: "Fabrikam"}, {ID: tailspin, Name: "Tailspin"}},
		}})
		probe := newGraph(t, s, zerolog.New(&log)).Probe(t.Context())
		if diff := cmp.Diff(c.want, told(probe)); diff != "" || probe.Customers != int64(len(c.relationships)) || len(probe.Ending) != c.ending || log.Len() > 0 {
			t.Errorf("%s: %d customers, %d relationships that end, logs %q\n%s", name, probe.Customers, len(probe.Ending), log.String(), diff)
		}
	}
}

func TestProbeOfBilling(t *testing.T) {
	s := serve(t, synctest.Options{Estate: synctest.Estate{Partner: us}})
	b := &sync.Billing{Client: ask(t, s, synctest.Graph, graphScope)}
	if diff := cmp.Diff([]string{"ask how far an export is: works"}, told(b.Probe(t.Context()))); diff != "" {
		t.Error(diff)
	}
	other := &sync.Billing{Client: ask(t, s, synctest.Graph, "https://api.partnercenter.microsoft.com/.default")}
	if lines := told(other.Probe(t.Context())); len(lines) != 1 || !strings.Contains(lines[0], "the token is refused") {
		t.Errorf("with a token for another service: %q", lines)
	}
}
