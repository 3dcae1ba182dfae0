package store

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"slices"
	"strings"
)

// seen is, as SQL, when a row of subscription_fact was seen last, behind an alias of
// the table: with the delivery, where its tenant has a digest.
func seen(alias string) string {
	return strings.ReplaceAll("coalesce((select d.delivered_at from tenant_source as d"+
		" where d.tenant_id = row.tenant_id and d.source = row.source and d.kind = 'subscriptions'"+
		" and d.digest <> '' and row.gone = 0), row.observed_at)", "row.", alias+".")
}

// rowHash tells a row by its key, in the first half, and by its content.
type rowHash [2 * halfHash]byte

const halfHash = 16

func (h *rowHash) key() [halfHash]byte { return [halfHash]byte(h[:halfHash]) }

// hashRow hashes what is staged of a row but for its line and its times. The buffer
// is used again.
func hashRow(buffer []byte, staged []any) (rowHash, []byte) {
	buffer = buffer[:0]
	for _, value := range staged[stagedCommon:] {
		switch v := value.(type) {
		case string:
			buffer = binary.AppendUvarint(append(buffer, 's'), uint64(len(v)))
			buffer = append(buffer, v...)
		case int64:
			buffer = binary.AppendVarint(append(buffer, 'i'), v)
		default:
			buffer = append(buffer, 'n')
		}
	}
	var hash rowHash
	content := sha256.Sum256(buffer)
	copy(hash[halfHash:], content[:])
	item, _ := staged[stagedItem].(string) // of every row it is one
	buffer = append(buffer[:0], item...)
	key := sha256.Sum256(buffer)
	copy(hash[:halfHash], key[:])
	return hash, buffer
}

// textOf writes the hashes of all rows of a tenant, whatever their order.
func textOf(rows []rowHash) string {
	slices.SortFunc(rows, func(a, b rowHash) int { return bytes.Compare(a[:], b[:]) })
	all := make([]byte, 0, len(rows)*len(rowHash{}))
	for i := range rows {
		all = append(all, rows[i][:]...)
	}
	return base64.RawStdEncoding.EncodeToString(all)
}

// hashesOf reads what textOf has written; nil where it is something else.
func hashesOf(text string) []rowHash {
	all, err := base64.RawStdEncoding.DecodeString(text)
	if err != nil || len(all)%len(rowHash{}) != 0 {
		return nil
	}
	rows := make([]rowHash, len(all)/len(rowHash{}))
	for i := range rows {
		copy(rows[i][:], all[i*len(rowHash{}):])
	}
	return rows
}

// digestOf tells the rows of a tenant, by their hashes, and the columns of their file.
func digestOf(hashes string, carries int64) string {
	sum := sha256.Sum256(append(binary.BigEndian.AppendUint64(nil, uint64(carries)), hashes...))
	return hex.EncodeToString(sum[:halfHash])
}
