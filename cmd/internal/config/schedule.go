package config

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/BurntSushi/toml"

	"handover/jobs/chain"
	"handover/jobs/schedule"
	"handover/jobs/tomlfile"
	"handover/reconcile"
)

// Schedule says when serve does a night, and what belongs to it.
type Schedule struct {
	Cron    string   `toml:"cron"`
	Zone    string   `toml:"zone"`
	CatchUp bool     `toml:"catch_up"`
	Jitter  Duration `toml:"jitter"` // a night begins up to so much later, by chance
	Jobs    []string `toml:"jobs"`   // of the run; none named are all
	Steps   []string `toml:"steps"`  // none named are all that are configured, and the run
	On      bool     `toml:"on"`

	Table string `toml:"-"` // in which it stands, or can stand: schedule or schedule.NAME
}

func defaultSchedule() Schedule {
	return Schedule{Cron: "0 5 * * *", Zone: "UTC", CatchUp: true, On: true, Table: "schedule"}
}

// Nightly is the name of the schedule whose keys stand in [schedule] itself. There is one
// unless it is said to be off.
const Nightly = "nightly"

// Schedules are the schedules by name. In TOML the keys of Nightly may stand in the table
// itself, beside the tables of others.
type Schedules map[string]Schedule

// UnmarshalTOML reads the table; it is what the TOML decoder calls.
func (s *Schedules) UnmarshalTOML(data any) error {
	table, ok := data.(map[string]any)
	if !ok {
		return errors.New("schedule is no table; write [schedule] or [schedule.NAME]")
	}
	read := Schedules{}
	own := map[string]any{}
	for key, value := range table {
		named, is := value.(map[string]any)
		if !is {
			own[key] = value
			continue
		}
		schedule, err := scheduleOf(named, "schedule."+key)
		if err != nil {
			return err
		}
		read[key] = schedule
	}
	_, named := read[Nightly]
	if named && len(own) > 0 {
		return fmt.Errorf("schedule.%s: the keys in [schedule] itself are those of %[1]s too; give it one table", Nightly)
	}
	if !named {
		schedule, err := scheduleOf(own, "schedule")
		if err != nil {
			return err
		}
		read[Nightly] = schedule
	}
	*s = read
	return nil
}

// scheduleOf reads one schedule, which stands in a table, over the defaults.
func scheduleOf(table map[string]any, at string) (Schedule, error) {
	schedule := defaultSchedule()
	schedule.Table = at
	text, err := tomlfile.Encode(table)
	if err != nil {
		return schedule, err
	}
	meta, err := toml.Decode(text, &schedule)
	if err != nil {
		return schedule, errors.New(at + "." + tomlfile.Plain(err)) // a line of the text above nobody has written
	}
	if unknown := meta.Undecoded(); len(unknown) > 0 {
		return schedule, fmt.Errorf("unknown key %s.%s; remove it, or compare it with handover.example.toml", at, unknown[0])
	}
	return schedule, nil
}

// Names returns the names of the schedules that are on, in order.
func (s Schedules) Names() []string {
	var names []string
	for _, name := range slices.Sorted(maps.Keys(s)) {
		if s[name].On {
			names = append(names, name)
		}
	}
	return names
}

// maxJitter is how much later than its time a night may begin.
const maxJitter = 12 * time.Hour

func (s Schedules) check(fault func(string, ...any)) {
	for _, name := range slices.Sorted(maps.Keys(s)) {
		c := s[name]
		at := c.Table
		if _, err := time.LoadLocation(c.Zone); err != nil {
			fault("%s.zone: %q is no time zone, write one like Europe/Berlin", at, c.Zone)
		}
		if _, err := schedule.Parse(c.Cron, time.UTC); err != nil {
			fault("%s.cron: %w", at, err)
		}
		if c.Jitter.Duration < 0 || c.Jitter.Duration > maxJitter {
			fault("%s.jitter: %s is not between 0s and %s", at, c.Jitter, maxJitter)
		}
		for _, job := range c.Jobs {
			if !slices.Contains(reconcile.Jobs(), reconcile.Job(job)) {
				fault("%s.jobs: unknown area %q; handover run --help lists them", at, job)
			}
		}
		for _, step := range c.Steps {
			if !slices.Contains(scheduledSteps(), step) {
				fault("%s.steps: %q is none of %s", at, step, strings.Join(scheduledSteps(), ", "))
			}
		}
	}
}

// scheduledSteps are the steps that a schedule can name. Reports belong to the run.
func scheduledSteps() []string {
	return []string{chain.Import, chain.Sync, chain.Run, chain.Delivery, chain.Prune}
}
