package reports

import "sync"

// memo holds what several formats need and one of them counts: those that render side by
// side wait for it. An error is not kept, since it may be that of a context.
type memo[T any] struct {
	mu    sync.Mutex
	made  bool
	value T
}

func (m *memo[T]) get(count func() (T, error)) (T, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.made {
		return m.value, nil
	}
	value, err := count()
	if err == nil {
		m.value, m.made = value, true
	}
	return value, err
}
