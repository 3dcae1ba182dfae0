package digest

const (
	// mostText is how many characters of a text a mail or a card shows.
	mostText = 240
	// shortText is how many it shows where not all has room.
	shortText = 120
	// leastText is how many it shows where nothing else is left to leave out.
	leastText = 15
)

// fitted lets a digest be written until it is no longer than so many bytes: with shorter
// texts, then with fewer rows, and where there is but one in each part, with still shorter
// texts and fewer parts.
func (d *digest) fitted(bytes int, write func(mostText int) (int, error)) error {
	for most := mostText; ; {
		n, err := write(most)
		if err != nil || n <= bytes {
			return err
		}
		switch {
		case most > shortText:
			most = shortText
		case d.trim():
		case most > leastText:
			most /= 2
		case !d.drop():
			return nil
		}
	}
}

// drop leaves out the last part, which presses least. It reports whether there was another.
func (d *digest) drop() bool {
	if len(d.Parts) < 2 {
		return false
	}
	d.Parts = d.Parts[:len(d.Parts)-1]
	return true
}

// trim leaves out half of the rows or bands of the last part that has more than one, from
// the end: what stands first presses most. It reports whether there was any.
func (d *digest) trim() bool {
	for i := len(d.Parts) - 1; i >= 0; i-- {
		p := &d.Parts[i]
		rows, bands := len(p.Table.Rows), len(p.Bands)
		switch {
		case rows > 1:
			p.Table.Rows = p.Table.Rows[:rows/2]
		case bands > 1:
			p.Bands = p.Bands[:bands/2]
		default:
			continue
		}
		p.Cut += rows - len(p.Table.Rows) + bands - len(p.Bands)
		return true
	}
	return false
}
