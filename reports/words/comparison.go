package words

// Comparison holds the texts of a comparison of two runs; Fill fills them.
type Comparison struct {
	Title     string `toml:"title"`
	Run       string `toml:"run"`
	Only      string `toml:"only"`
	Same      string `toml:"same"`
	Apart     string `toml:"apart"`
	NoneApart string `toml:"none_apart"`
}

// Comparison returns the texts of a comparison of two runs.
func (t *Table) Comparison() *Comparison { return &t.file.Comparison }
