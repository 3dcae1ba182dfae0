package app

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"handover/jobs/chain"
	"handover/reconcile"
	"handover/reports/words"
)

// TestAnAlarmIsInTheLanguageOfItsTarget checks what an alarm says of the steps of a night.
func TestAnAlarmIsInTheLanguageOfItsTarget(t *testing.T) {
	so := &reconcile.Night{StartedAt: time.Date(2026, 11, 20, 5, 0, 0, 0, time.UTC), Steps: []reconcile.NightStep{
		{Name: chain.Import, State: reconcile.StepDone, Detail: "2 files"},
		{Name: chain.Sync, State: reconcile.StepPartial, Detail: "1 customer was not read"},
		{Name: chain.Run, State: reconcile.StepFailed, Detail: "the disk is full"},
		{Name: chain.Reports, State: reconcile.StepSkipped, Detail: "there is no run"},
	}}
	for language, want := range map[string][]string{
		"en": {"- import: done", "- sync: partial: 1 customer was not read", "- run: failed: the disk is full", "- reports: skipped"},
		"de": {"- Import: erledigt", "- Abruf bei Microsoft: unvollständig: 1 customer was not read", "- Lauf: fehlgeschlagen: the disk is full", "- Berichte: ausgelassen"},
		"zh": {"- 导入：完成", "- 同步：部分完成：1 customer was not read", "- 运行：失败：the disk is full", "- 报告：跳过"},
	} {
		texts, err := words.Lookup(language)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, line := range alarmOf(texts, &BadNight{Kind: NoRunAlarm, Night: so}).Lines {
			if strings.HasPrefix(line, "- ") {
				got = append(got, line)
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", language, diff)
		}
	}
}

// TestEveryStepHasWords checks that there are words for each step and what becomes of it.
func TestEveryStepHasWords(t *testing.T) {
	for _, language := range words.Languages() {
		texts, err := words.Lookup(language)
		if err != nil {
			t.Fatal(err)
		}
		w := &texts.Digest().Alarm
		for _, name := range []string{chain.Import, chain.Sync, chain.Run, chain.Reports, chain.Delivery, chain.Prune} {
			if w.StepNames[name] == "" {
				t.Errorf("%s: the step %s has no words", language, name)
			}
			if before := name == chain.Import || name == chain.Sync; before != (texts.Digest().TroubleWhat[name] != "") {
				t.Errorf("%s: what to do where the step %s fails is said: %t", language, name, !before)
			}
		}
		for _, state := range []reconcile.StepState{
			reconcile.StepDone, reconcile.StepPartial, reconcile.StepFailed, reconcile.StepSkipped, reconcile.StepInterrupted,
		} {
			if w.States[state] == "" {
				t.Errorf("%s: a step that is %s has no words", language, state)
			}
		}
	}
}
