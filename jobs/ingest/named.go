package ingest

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"handover/jobs/ingest/formats"
	"handover/jobs/ingest/records"
)

// namedFormat returns the format that was asked for; nil where none was.
func (t *intake) namedFormat(body formats.Body) (*formats.Format, error) {
	if t.opts.Format == "" {
		return nil, nil
	}
	f, _ := formats.Named(t.opts.formatsOf(), t.opts.Format) // it is known, or nothing is looked at
	switch {
	case f.Body&body == 0 && body == formats.JSON:
		return nil, &RefusedError{Reason: "it is JSON, and " + f.Name + " is not"}
	case f.Body&body == 0:
		return nil, &RefusedError{Reason: "it is no JSON, and " + f.Name + " is"}
	default:
		return &f, nil
	}
}

// formatOf returns the one format that a file can be; what names that by which it is
// recognised.
func (t *intake) formatOf(named *formats.Format, sample *formats.Sample, what string) (*formats.Format, error) {
	fitting := formats.Recognised(t.opts.formatsOf(), sample)
	switch {
	case named != nil && (named.MayBe(sample) || sample.Body == formats.JSON && len(fitting) == 0):
		return named, nil // an object may lack what those behind it have
	case named != nil:
		return nil, &unknownError{&RefusedError{Reason: what + " are not those of " + named.Name + butOf(fitting) + "; name what it is, or nothing"}}
	case len(fitting) == 0:
		return nil, &unknownError{&RefusedError{Reason: what + " are those of nothing that is known here; " +
			"`handover import formats` lists what is, and a mapping may say how else to read it"}}
	case len(fitting) == 1:
		return &fitting[0], nil
	default:
		return nil, &unknownError{&UsageError{Reason: "it may be " + namesOf(fitting) + "; say which with --format"}}
	}
}

func butOf(fitting []formats.Format) string {
	if len(fitting) == 0 {
		return ""
	}
	return " but of " + namesOf(fitting)
}

func namesOf(list []formats.Format) string {
	var names []string
	for i := range list {
		names = append(names, list[i].Name)
	}
	return strings.Join(names, " or ")
}

// recogniseList looks for the only format that names a list in the body, which is too large
// to be looked at as one object. The body is refused for that where there is none.
func (t *intake) recogniseList(ctx context.Context, b blob, refused error) ([]*input, error) {
	var fitting []formats.Format
	for _, f := range t.opts.formatsOf() {
		if f.List == "" || f.Recognises == nil {
			continue
		}
		sample, err := firstOfList(ctx, b, f.List)
		if err != nil {
			return nil, err
		}
		if sample != nil && f.Recognises(sample) {
			fitting = append(fitting, f)
		}
	}
	if len(fitting) != 1 {
		return nil, refused
	}
	return t.foreignInputs(b, &fitting[0], jsonHeader(), nil), nil
}

// firstOfList returns the sample of a list in a body; nil where there is none.
func firstOfList(ctx context.Context, b blob, list string) (sample *formats.Sample, err error) {
	src, err := b.open(ctx)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, src.Close()) }()
	for read, err := range records.NewObjects(src, list).Portions(1, 1) {
		var none *records.BrokenError
		switch {
		case errors.As(err, &none):
			return nil, nil // another list may be there
		case err != nil:
			return nil, err
		}
		return formats.NewObjectSample(b.base, []byte(read[0].Fields[0])), nil
	}
	return nil, nil
}

// tooLarge reports whether a body is refused since what would be one record is too large.
func tooLarge(err error) bool {
	b, is := errors.AsType[*records.BrokenError](err)
	return is && b.TooLarge
}

// broken makes a refusal of what is no JSON, or none of the expected shape.
func broken(err error) error {
	b, is := errors.AsType[*records.BrokenError](err)
	if !is {
		return err
	}
	todo := "export the file again, or mend it"
	switch {
	case b.TooLarge:
		todo = "name a mapping whose rows says where in it the list is, or export it in parts"
	case b.NoList:
		todo = "mend rows of the mapping, or name another one"
	}
	return &RefusedError{Line: b.Line, Reason: fmt.Sprintf("column %d: %s; %s", b.Column, b.Reason, todo)}
}
