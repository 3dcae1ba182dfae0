package store

import (
	"errors"

	"handover/reconcile"
)

// wayContent is what a finding says of the plan of its move, as part of its content.
// Findings of older versions have none.
type wayContent struct {
	Part     reconcile.Part  `json:"part,omitempty"`
	Route    reconcile.Route `json:"route,omitempty"`
	Sale     reconcile.Sale  `json:"sale,omitempty"`
	Step     *[2]string      `json:"step,omitempty"` // kind and owner
	Planned  string          `json:"planned,omitempty"`
	LastSafe string          `json:"last_safe,omitempty"`
	Then     [][2]string     `json:"then,omitempty"`
	Else     [][2]string     `json:"else,omitempty"`
}

func contentOfWay(w *reconcile.Way) *wayContent {
	if w.Equal(&reconcile.Way{}) {
		return nil
	}
	c := wayContent{
		Part: w.Part, Route: w.Route, Sale: w.Sale, Planned: w.Step.Day.String(), LastSafe: w.Step.LastSafe.String(),
		Then: packedTasks(w.Then), Else: packedTasks(w.Else),
	}
	if w.Step.Task != (reconcile.Task{}) {
		step := packedTask(w.Step.Task)
		c.Step = &step
	}
	return &c
}

func (c *wayContent) way() (reconcile.Way, error) {
	if c == nil {
		return reconcile.Way{}, nil
	}
	w := reconcile.Way{Part: c.Part, Route: c.Route, Sale: c.Sale, Then: unpackedTasks(c.Then), Else: unpackedTasks(c.Else)}
	if c.Step != nil {
		w.Step.Task = unpackedTask(*c.Step)
	}
	var err1, err2 error
	w.Step.Day, err1 = day(c.Planned)
	w.Step.LastSafe, err2 = fromDue(c.LastSafe)
	return w, errors.Join(err1, err2)
}

func packedTask(t reconcile.Task) [2]string { return [2]string{string(t.Kind), string(t.Owner)} }

func unpackedTask(t [2]string) reconcile.Task {
	return reconcile.Task{Kind: reconcile.StepKind(t[0]), Owner: reconcile.Owner(t[1])}
}

func packedTasks(tasks []reconcile.Task) [][2]string {
	var list [][2]string
	for _, t := range tasks {
		list = append(list, packedTask(t))
	}
	return list
}

func unpackedTasks(list [][2]string) []reconcile.Task {
	var tasks []reconcile.Task
	for _, t := range list {
		tasks = append(tasks, unpackedTask(t))
	}
	return tasks
}
