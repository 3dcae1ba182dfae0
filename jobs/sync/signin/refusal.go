package signin

// Refusal is why the token endpoint gave no token.
type Refusal struct {
	Code   string // AADSTS7000222, else the code of OAuth (invalid_client), else empty
	Tenant string // that was asked
	Advice string // what it means and what to do, in one line
}

// Error tells the refusal in one line.
func (r *Refusal) Error() string { return r.Code + ": " + r.Advice }

// NoConsent reports whether the tenant that was asked lets the application in nowhere or
// not here: for a customer's tenant that is no access, and no fault of the sync.
func (r *Refusal) NoConsent() bool { return false }
