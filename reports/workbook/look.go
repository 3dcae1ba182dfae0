package workbook

// Look is how a cell stands out. Every look differs from the others in weight,
// slant or brightness, not in colour alone, so that it survives a grey printer.
type Look uint8

// The looks of a cell.
const (
	Plain        Look = iota
	Strong            // bold
	Muted             // grey, in italics
	Title             // large and bold
	Heading           // bold, with a line below
	HeadingRight      // the same over numbers, at the right
	Header            // a table's header: bold on grey, on the side where its column's values stand
	Alarm             // bold white on a dark ground
	Warning           // bold on a medium ground
	Notice            // on a light ground
	linkLook          // what Plain becomes where there is a link
	lookCount
)

// appearance is what a look consists of. Colours are RGB in hex.
type appearance struct {
	bold, italic, underline bool
	size                    float64 // in points; 0 means the book's usual size
	color, fill             string
	line                    string // the colour of a line below
}

// appearances holds the appearance of every look.
func appearances() [lookCount]appearance {
	return [lookCount]appearance{
		Plain:        {},
		Strong:       {bold: true},
		Muted:        {italic: true, color: "595959"},
		Title:        {bold: true, size: 16, color: "1F3864"},
		Heading:      {bold: true, color: "1F3864", line: "1F3864"},
		HeadingRight: {bold: true, color: "1F3864", line: "1F3864"},
		Header:       {bold: true, color: "1F3864", fill: "D9E1F2", line: "1F3864"},
		Alarm:        {bold: true, color: "FFFFFF", fill: "9C0006"},
		Warning:      {bold: true, fill: "F4B183"},
		Notice:       {fill: "FFE699"},
		linkLook:     {underline: true, color: "0563C1"},
	}
}
