package remote

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"testing"
)

func TestBlobs(t *testing.T) {
	raw := gzipped("{}\n{}\n")
	tries := 0
	client := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if tries++; tries == 1 {
			hijack(w, "HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\nhalf of it")
			return
		}
		w.Header().Set("Content-Type", "application/octet-stream")
		w.Header().Set("Content-Encoding", "gzip") // as it is stored, which nobody may undo
		answerRaw(w, raw)
	}, func(o *Options) { o.Tries = 2 })
	var place *bytes.Buffer
	reply, err := client.Do(t.Context(), Call{Name: "get a blob", Path: "b", To: func() (io.Writer, error) {
		place = new(bytes.Buffer)
		return place, nil
	}})
	if err != nil || place.String() != raw || len(reply.Body) != 0 {
		t.Errorf("%q with %v, want the blob as it is stored", place, err)
	}
}

func TestABlobThatCannotBeWritten(t *testing.T) {
	full := errors.New("no space left on device")
	client := serve(t, status(200, "", `{}`), func(o *Options) { o.Tries = 2 })
	for name, to := range map[string]func() (io.Writer, error){
		"no place":   func() (io.Writer, error) { return nil, full },
		"full place": func() (io.Writer, error) { return failing{full}, nil },
	} {
		_, err := client.Do(t.Context(), Call{Name: "get a blob", Path: "b", To: to})
		var fault *Fault
		if !errors.As(err, &fault) || fault.Kind != Unwritten || fault.Tries != 1 || !errors.Is(err, full) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }
