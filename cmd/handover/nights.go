package main

import (
	"context"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"handover/cmd/internal/app"
	"handover/cmd/internal/config"
	"handover/jobs/chain"
	"handover/reconcile"
	"handover/reports/aligned"
	"handover/sql/store"
)

// nightRecord is a night for machines.
type nightRecord struct {
	ID         string       `json:"id"`
	Schedule   *string      `json:"schedule"`
	StartedAt  string       `json:"started_at"`
	FinishedAt *string      `json:"finished_at"`
	Status     string       `json:"status"`
	Run        *string      `json:"run"`
	Steps      []stepRecord `json:"steps"`
}

type stepRecord struct {
	Step       string `json:"step"`
	StartedAt  string `json:"started_at"`
	FinishedAt string `json:"finished_at"`
	Status     string `json:"status"`
	Detail     string `json:"detail"`
}

func recordOfNight(so *reconcile.Night) *nightRecord {
	r := &nightRecord{
		ID: strconv.FormatInt(so.Seq, 10), Schedule: orNull(so.Schedule), StartedAt: instantText(so.StartedAt), Status: string(so.State),
		Steps: make([]stepRecord, 0, len(so.Steps)),
	}
	if !so.FinishedAt.IsZero() {
		at := instantText(so.FinishedAt)
		r.FinishedAt = &at
	}
	if so.Run != 0 {
		run := strconv.FormatInt(so.Run, 10)
		r.Run = &run
	}
	for i := range so.Steps {
		s := &so.Steps[i]
		r.Steps = append(r.Steps, stepRecord{s.Name, instantText(s.StartedAt), instantText(s.FinishedAt), string(s.State), s.Detail})
	}
	return r
}

// listedNight is a night for machines with what its operators were told beside its reports.
type listedNight struct {
	*nightRecord
	Alarms []deliveryCounts `json:"alarms"`
}

// alarmsOf returns the alarms of each of some nights, the newest first: those that were
// begun within a day after it, and before the next one.
func alarmsOf(nights []reconcile.Night, alarms []reconcile.Sending) [][]reconcile.Sending {
	of := make([][]reconcile.Sending, len(nights))
	for i := range alarms {
		begun := alarms[i].BegunAt
		at := slices.IndexFunc(nights, func(so reconcile.Night) bool { return !begun.Before(so.StartedAt) })
		if at >= 0 && begun.Sub(nights[at].StartedAt) < aDay {
			of[at] = append(of[at], alarms[i])
		}
	}
	return of
}

// aDay is how long an alarm belongs to a night that no other one follows.
const aDay = 24 * time.Hour

func newNightsCommand(a *app.App, asJSON *bool) *cobra.Command {
	var limit int
	cmd := &cobra.Command{
		Use: "nights", Short: "List the nights and what their steps did", Args: cobra.NoArgs,
		Long: "Lists the nights of handover serve and of handover run --import, the newest first, also\nthose without a run: what each step did, how long it took, and why it failed, and which\nalarms reached operators.",
		RunE: func(cmd *cobra.Command, _ []string) error { return listNights(cmd.Context(), a, limit, *asJSON) },
	}
	cmd.Flags().IntVar(&limit, "limit", 10, "at most `N` nights; 0 is all")
	return cmd
}

func listNights(ctx context.Context, a *app.App, limit int, asJSON bool) error {
	if limit < 0 {
		return app.Usagef("--limit %d is below zero", limit)
	}
	if limit == 0 {
		limit = math.MaxInt32
	}
	return a.Reading(ctx, func(_ *config.Config, st *store.Store) error {
		nights, err := st.Nights(ctx, limit)
		if err != nil {
			return err
		}
		sent, err := st.Sendings(ctx, 0)
		if err != nil {
			return err
		}
		alarms := alarmsOf(nights, sent)
		if asJSON {
			list := newJSONList(a.Stdout)
			for i := range nights {
				if err := list.add(&listedNight{recordOfNight(&nights[i]), countDeliveries(alarms[i])}); err != nil {
					return err
				}
			}
			return list.end()
		}
		t := aligned.New(a.Stdout)
		for i := range nights {
			showNight(t, &nights[i])
			tellDeliveries(t, "- alarms", alarms[i])
		}
		return t.Flush()
	})
}

// showNight says what the steps of a night did.
func showNight(t *aligned.Table, so *reconcile.Night) {
	text := so.StartedAt.Format(time.RFC3339) + " " + string(so.State)
	if so.Schedule != "" {
		text += ", schedule " + so.Schedule
	}
	if so.Run != 0 {
		text += fmt.Sprintf(", run %d", so.Run)
	}
	t.Row(fmt.Sprintf("Night %d", so.Seq), text)
	for i := range so.Steps {
		s := &so.Steps[i]
		text := string(s.State)
		if s.State != reconcile.StepSkipped {
			text += " in " + s.Took().String()
		}
		if s.Detail != "" {
			text += ": " + s.Detail
		}
		t.Row("- "+s.Name, text)
	}
}

// tellSteps says what became of the steps besides the run, whose summary follows.
func tellSteps(out io.Writer, so *reconcile.Night) error {
	var text strings.Builder
	for i := range so.Steps {
		if s := &so.Steps[i]; s.Name != chain.Run && s.Name != chain.Reports {
			fmt.Fprintf(&text, "%s: %s, %s\n", s.Name, s.State, s.Detail)
		}
	}
	_, err := io.WriteString(out, text.String())
	return err
}
