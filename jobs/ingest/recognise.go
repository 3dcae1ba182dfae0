package ingest

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"io"
	"strings"

	"handover/jobs/ingest/formats"
	"handover/jobs/ingest/records"
	"handover/reconcile"
)

// unknownError says that nobody knows what a file is; where nobody has named it either,
// it is no fault.
type unknownError struct{ err error }

// Error returns what the file is refused for.
func (e *unknownError) Error() string { return e.err.Error() }

// Unwrap returns the refusal.
func (e *unknownError) Unwrap() error { return e.err }

// reason returns what the file is refused for, without its name.
func (e *unknownError) reason() string {
	if refused, ok := errors.AsType[*RefusedError](e.err); ok {
		return refused.Reason
	}
	if usage, ok := errors.AsType[*UsageError](e.err); ok {
		return usage.Reason
	}
	return e.err.Error()
}

// addText takes a file that is packed in nothing any more.
func (t *intake) addText(ctx context.Context, b blob) error {
	if t.taken[b.key] {
		return nil
	}
	t.taken[b.key] = true
	inputs, err := t.recognise(ctx, b)
	if err != nil {
		return blame(b.name, err)
	}
	sum := ""
	if b.whole {
		var size int64
		sum, size, err = b.digest(ctx)
		if err == nil {
			err = b.spend(size)
		}
		if err != nil {
			return blame(b.name, err)
		}
	}
	for _, in := range inputs {
		in.sum = sum
		err := t.addInput(ctx, in)
		if err != nil {
			return err
		}
	}
	return nil
}

// recognise finds out what a file is: what was asked for, else a canonical file by its
// name or its header, else the only format that it fits.
func (t *intake) recognise(ctx context.Context, b blob) ([]*input, error) {
	head, err := b.head(ctx, bodyHead)
	if err != nil {
		return nil, err
	}
	b, err = b.mended(ctx, head)
	if err == nil && b.isMended {
		head, err = b.head(ctx, bodyHead)
	}
	if err != nil {
		return nil, err
	}
	text := beginning(head)
	switch {
	case bytes.HasPrefix(text, []byte("HTTP/1.")), bytes.HasPrefix(text, []byte("HTTP/2")):
		return nil, &RefusedError{Line: 1, Reason: "it begins with the headers of a reply; save the JSON body alone"}
	case isJSON(text) && t.opts.Kind != "":
		return nil, &RefusedError{Reason: "it is JSON, and --kind is that of a CSV file; leave --kind out"}
	case isJSON(text):
		return t.recogniseJSON(ctx, b)
	default:
		return t.recogniseCSV(ctx, b)
	}
}

// bodyHead is what is looked at to tell how a file is written.
const bodyHead = 4 << 10

// beginning returns the first bytes of a text as UTF-8, without a mark and blanks.
func beginning(head []byte) []byte {
	text, _ := io.ReadAll(records.Plain(bytes.NewReader(head))) // a piece of memory has no errors
	return bytes.TrimLeft(bytes.TrimPrefix(text, []byte("\xEF\xBB\xBF")), " \t\r\n")
}

func isJSON(text []byte) bool { return len(text) > 0 && (text[0] == '{' || text[0] == '[') }

// recogniseJSON reads up to the first object.
func (t *intake) recogniseJSON(ctx context.Context, b blob) (inputs []*input, err error) {
	named, err := t.namedFormat(formats.JSON)
	if err != nil {
		return nil, err
	}
	list := ""
	if named != nil {
		list = b.listOf(named)
	}
	src, err := b.open(ctx)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, src.Close()) }()
	for read, err := range records.NewObjects(src, list).Portions(1, 1) {
		if tooLarge(err) && named == nil {
			return t.recogniseList(ctx, b, broken(err))
		}
		if err != nil {
			return nil, broken(err)
		}
		if fault := records.ObjectFault(&read[0]); fault != nil {
			return nil, broken(fault)
		}
		sample := formats.NewObjectSample(b.base, []byte(read[0].Fields[0]))
		f, err := t.formatOf(named, sample, "the members "+formats.Shown(strings.Join(sample.Keys, ", ")))
		if err != nil {
			return nil, err
		}
		return t.foreignInputs(b, f, jsonHeader(), nil), nil
	}
	if named != nil { // a list of nothing
		return t.foreignInputs(b, named, jsonHeader(), nil), nil
	}
	return nil, &unknownError{&RefusedError{Reason: "it holds no object, so that nobody can tell what it is; name it with --format, or leave it out"}}
}

// jsonHeader stands for the columns of a JSON file in its rejects.
func jsonHeader() header { return header{names: []string{recordColumn}, line: 1, delimiter: ','} }

// recogniseCSV reads the header.
func (t *intake) recogniseCSV(ctx context.Context, b blob) (inputs []*input, err error) {
	named, err := t.namedFormat(formats.CSV)
	if err != nil {
		return nil, err
	}
	if named != nil {
		b = decodedBlob(b, named.Encoding)
	}
	src, err := b.open(ctx)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, src.Close()) }()
	r := b.reader(src)
	h, err := readHeader(r)
	if err != nil {
		return t.recogniseEncoded(ctx, b, named, err)
	}
	if named == nil {
		l, err := t.layoutOf(b, h)
		switch {
		case err == nil:
			return []*input{{blob: b, layout: l}}, nil
		case t.opts.Kind != "":
			return nil, t.underTitle(b, r, h, err)
		case !t.mayBeForeign(b, h):
			return nil, &unknownError{t.underTitle(b, r, h, err)}
		}
	}
	f, err := t.formatOf(named, formats.NewSample(b.base, h.names), "the columns "+formats.Shown(strings.Join(h.names, ", ")))
	if err != nil {
		return nil, t.underTitle(b, r, h, err)
	}
	if named == nil {
		b = decodedBlob(b, f.Encoding)
	}
	return t.foreignInputs(b, f, h, formats.NewHeader(h.names)), nil
}

// recogniseEncoded looks for the only format that tells how a file is encoded and fits its
// header then, where nobody has named a format. The file is refused for what it was
// refused for where there is none.
func (t *intake) recogniseEncoded(ctx context.Context, b blob, named *formats.Format, refused error) ([]*input, error) {
	if named != nil || t.opts.Kind != "" {
		return nil, refused
	}
	var inputs []*input
	for _, f := range t.opts.formatsOf() {
		if f.Encoding == "" || f.Body&formats.CSV == 0 || f.Recognises == nil {
			continue
		}
		decoded := decodedBlob(b, f.Encoding)
		h, err := headerOf(ctx, decoded)
		if err != nil || !f.Recognises(formats.NewSample(b.base, h.names)) {
			continue // it is written otherwise, or is another file
		}
		if inputs != nil {
			return nil, refused
		}
		inputs = t.foreignInputs(decoded, &f, h, formats.NewHeader(h.names))
	}
	if inputs == nil {
		return nil, refused
	}
	return inputs, nil
}

func headerOf(ctx context.Context, b blob) (h header, err error) {
	src, err := b.open(ctx)
	if err != nil {
		return header{}, err
	}
	defer func() { err = errors.Join(err, src.Close()) }()
	return readHeader(newReader(src))
}

// layoutOf fits the header of a canonical file to the kind that was asked for, else to that
// of its name or of the header itself.
func (t *intake) layoutOf(b blob, h header) (l *layout, err error) {
	kind, known := t.opts.Kind, t.opts.Kind != ""
	if !known {
		kind, known = kindOfName(b.base)
		// The names of sheets are titles, as Tenants overview is.
		known = known && (!b.workbook || t.knows(kind, h))
	}
	if !known {
		kind, err = kindOfHeader(b.name, h)
		if err != nil {
			return nil, err
		}
	}
	l, err = newLayout(t.tableOf(kind), h)
	if err != nil {
		return nil, err
	}
	l.workbook, l.date1904 = b.workbook, b.date1904
	return l, nil
}

// foreignInputs returns one input for each kind of row that a format gives.
func (t *intake) foreignInputs(b blob, f *formats.Format, h header, columns *formats.Header) []*input {
	file := &formats.File{
		Tenant: cmp.Or(b.tenant, tenantOfPath(b.name)), Partner: t.opts.Partner, Providers: t.opts.Providers, Currency: t.opts.Currency, Source: cmp.Or(t.opts.Source, f.Source),
		Today:    reconcile.DayOf(t.opts.clock),
		Workbook: b.workbook, Date1904: b.date1904,
	}
	file.ScheduledActions, file.Account = t.opts.Absent[file.Source], t.opts.Accounts[file.Source]
	var inputs []*input
	for i := range f.Parts {
		part := &f.Parts[i]
		inputs = append(inputs, &input{
			blob: b, layout: foreignLayout(t.tableOf(part.Kind), part, h, columns == nil),
			foreign: &foreign{format: f, part: part, last: i == len(f.Parts)-1, file: file, header: columns},
		})
	}
	for _, in := range inputs[:len(inputs)-1] {
		in.foreign.telling = inputs[len(inputs)-1]
	}
	return inputs
}
