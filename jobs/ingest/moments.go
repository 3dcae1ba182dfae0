package ingest

import (
	"time"

	"handover/reconcile"
)

// timed is a column whose cell gives a moment.
func timed(name string, read func(row, moment), write func(row) string) column {
	return column{
		name:   name,
		isTime: true,
		read: func(r row, cell string) error {
			m, err := parseMoment(cell)
			if err == nil {
				read(r, m)
			}
			return err
		},
		write: write,
	}
}

func day(name string, field func(row) *reconcile.Day) column {
	return timed(name,
		func(r row, m moment) { *field(r) = reconcile.DayOf(m.at) },
		func(r row) string { return field(r).String() })
}

// instant is a point in time; a bare day stands for its first instant.
func instant(name string, field func(row) *time.Time) column {
	return timed(name,
		func(r row, m moment) { *field(r) = m.at },
		func(r row) string { return writeInstant(*field(r)) })
}

// late is a point in time; a bare day stands for its last second, so that what is
// counted from it ends with a day as well.
func late(name string, field func(row) *time.Time) column {
	return timed(name,
		func(r row, m moment) {
			*field(r) = m.at
			if day := reconcile.DayOf(m.at); m.isDay && day.Known() {
				*field(r) = day.End()
			}
		},
		func(r row) string {
			if day := reconcile.DayOf(*field(r)); day.Known() && field(r).Equal(day.End()) {
				return day.String()
			}
			return writeExact(*field(r))
		})
}

// observedAt is an instant that keeps the row's default where the cell gives
// none.
func observedAt(name string, field func(row) *time.Time) column {
	return timed(name,
		func(r row, m moment) {
			if !m.at.IsZero() {
				*field(r) = m.at
			}
		},
		func(r row) string { return writeInstant(*field(r)) })
}

// due is a deadline; a bare day lasts until its end.
func due(name string, field func(row) *reconcile.Due) column {
	return timed(name,
		func(r row, m moment) {
			if m.isDay {
				*field(r) = reconcile.DueDay(reconcile.DayOf(m.at))
			} else {
				*field(r) = reconcile.DueAt(m.at)
			}
		},
		func(r row) string {
			if d := field(r); d.At.IsZero() {
				return d.Day.String()
			}
			return writeExact(field(r).At)
		})
}

// window is the end of a window, over before a bare day begins. An empty cell says
// that there is none; only a file without the column leaves it open.
func window(name string, field func(row) *reconcile.Window) column {
	return column{
		name:      name,
		readEmpty: true,
		isTime:    true,
		read: func(r row, cell string) error {
			*field(r) = reconcile.WindowUntil(time.Time{})
			if cell == "" {
				return nil
			}
			m, err := parseMoment(cell)
			*field(r) = reconcile.WindowUntil(m.at)
			if m.isDay {
				*field(r) = reconcile.WindowBefore(reconcile.DayOf(m.at))
			}
			return err
		},
		write: func(r row) string {
			if day := field(r).Day(); day.Known() {
				return day.String()
			}
			return writeExact(field(r).Until)
		},
	}
}
