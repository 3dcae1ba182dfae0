package observe_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"handover/cmd/internal/observe"
)

// Every metric that an alert or the dashboard names is there, with the labels it is asked by.
func TestDeployNamesMetricsThatExist(t *testing.T) {
	_, body := get(t, observe.Handler(busy(), observe.Probes{}), "/metrics")
	// A success is missing of a night of which a step failed.
	known := map[string]string{"handover_night_last_success_timestamp_seconds": "schedule"}
	for _, line := range regexp.MustCompile(`(?m)^(handover_\w+)(?:\{(.*)\})? `).FindAllStringSubmatch(body, -1) {
		known[line[1]] = line[2]
	}
	for _, file := range []string{"alerts.yml", "dashboard.json"} {
		text, err := os.ReadFile(filepath.Join("..", "..", "..", "deploy", file))
		if err != nil {
			t.Fatal(err)
		}
		uses := regexp.MustCompile(`(handover_\w+)(?:\{(\w+)=)?`).FindAllStringSubmatch(string(text), -1)
		if len(uses) < 10 {
			t.Errorf("%s names %d metrics", file, len(uses))
		}
		for _, use := range uses {
			labels, there := known[use[1]]
			if !there || use[2] != "" && !strings.Contains(labels, use[2]+"=") {
				t.Errorf("%s: %s is not in /metrics", file, use[0])
			}
		}
	}
}

// A dashboard that can be read, with a panel in each place.
func TestDashboard(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("..", "..", "..", "deploy", "dashboard.json"))
	if err != nil {
		t.Fatal(err)
	}
	var board struct {
		Panels []struct {
			ID      int
			Title   string
			GridPos struct{ X, Y, W, H int }
			Targets []struct{ Expr string }
		}
	}
	if err := json.Unmarshal(text, &board); err != nil {
		t.Fatal(err)
	}
	if len(board.Panels) < 10 {
		t.Errorf("%d panels", len(board.Panels))
	}
	taken := map[[2]int]string{}
	for _, p := range board.Panels {
		if p.Title == "" || len(p.Targets) == 0 || slices.ContainsFunc(p.Targets, func(t struct{ Expr string }) bool { return t.Expr == "" }) {
			t.Errorf("panel %d shows nothing", p.ID)
		}
		for x := range p.GridPos.W {
			for y := range p.GridPos.H {
				at := [2]int{p.GridPos.X + x, p.GridPos.Y + y}
				if other := taken[at]; other != "" || at[0] >= 24 {
					t.Fatalf("panel %q lies over %q", p.Title, other)
				}
				taken[at] = p.Title
			}
		}
	}
}
