package words

import "handover/reconcile"

// Product names a product with the seats of a subscription, which tell two
// subscriptions of it from each other; seats that are not known are left out.
func (t *Table) Product(name string, seats reconcile.Count) string {
	if name == "" || !seats.Known {
		return name
	}
	return Fill(t.file.Fragments.Sized, "product", OneLine(name), "seats", t.seats(count(seats)))
}

// seats counts seats in words; an empty number is not known.
func (t *Table) seats(number string) string {
	switch number {
	case "":
		return t.file.Fragments.Uncounted
	case "1":
		return Fill(t.file.Fragments.OneSeat, "n", number)
	default:
		return Fill(t.file.Fragments.Seats, "n", t.Number(number))
	}
}

// isSeats tells by its key whether a value within a finding's sentence is a number of
// seats that the sentence leaves to be called so.
func isSeats(key string) bool {
	switch key {
	case "quantity", "renews_with", "seats", "take_back", "difference", "target_seats", "successor_seats":
		return true
	default:
		return false
	}
}
