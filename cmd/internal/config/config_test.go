package config_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"handover/cmd/internal/config"
)

const partner = "[partner]\nid = \"11111111-1111-1111-1111-111111111111\"\ncountry = \"DE\"\n"

func write(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "handover.toml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// The example is what people copy: it must be valid and say the defaults.
func TestExampleHoldsTheDefaults(t *testing.T) {
	example, err := config.Load("../../../handover.example.toml")
	if err != nil {
		t.Fatal(err)
	}
	want, err := config.Default()
	if err != nil {
		t.Fatal(err)
	}
	want.Partner = config.Partner{
		ID: "11111111-1111-1111-1111-111111111111", Name: "Contoso Partner", Country: "DE", Model: "direct-bill", Providers: []string{},
	}
	want.File = example.File
	want.Store.URL, want.Reports.Dir, want.Reports.Formats = "sqlite:../../../handover.db", "../../../out", []string{}
	if diff := cmp.Diff(want, example); diff != "" {
		t.Errorf("the example differs from the defaults (-default +example):\n%s", diff)
	}
}

// The mappings that the example shows as comments are ones.
func TestTheMappingsOfTheExampleCanBeUsed(t *testing.T) {
	example, err := os.ReadFile("../../../handover.example.toml")
	if err != nil {
		t.Fatal(err)
	}
	_, shown, found := strings.Cut(string(example), "# [mapping.giacom")
	shown, _, ended := strings.Cut("# [mapping.giacom"+shown, "\n\n")
	if !found || !ended {
		t.Fatal("the example shows no mapping")
	}
	shown = strings.ReplaceAll("\n"+shown, "\n# ", "\n")
	c, err := config.Load(write(t, partner+strings.ReplaceAll(shown, "\n#\n", "\n\n")))
	if err != nil {
		t.Fatal(err)
	}
	if c.Mapping["fabrikam"].End != "renewal-day" || c.Mapping["fabrikam"].Values["status"]["*"] != "keep" || c.Mapping["giacom"].Join["tenant_id"].From != "Mex ID" {
		t.Errorf("got %+v", c.Mapping)
	}
}

func TestFaultsAreToldWithTheirPlace(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"unknown key", partner + "[reports]\nlangage = \"de\"\n", ":5:1: unknown key reports.langage"},
		{"unknown table", partner + "[report]\nlanguage = \"de\"\n", ":4:1: unknown key report"},
		{"unknown key of the policy", partner + "[policy.limits]\n  doubbled = 1\n", ":5:3: unknown key policy.limits.doubbled"},
		{"syntax", partner + "[store]\nurl = sqlite\n", ":5:7: "},
		{"wrong type", partner + "[run]\nmax_age = 48\n", ":5:1: run.max_age: \"48\" is no duration"},
		{"no duration", partner + "[run]\nmax_age = \"two days\"\n", "write one like 48h"},
		{"no partner", "[reports]\nlanguage = \"en\"\n", "partner.id is missing"},
		{"country", strings.Replace(partner, "DE", "Germany", 1), "partner.country"},
		{"currency", partner + "currency = \"Euro\"\n", "partner.currency"},
		{"model", partner + "model = \"reseller\"\n", "partner.model"},
		{"zone", partner + "[reports]\nzone = \"Berlin\"\n", "reports.zone"},
		{"delimiter", partner + "[reports]\ncsv_delimiter = \"::\"\n", "reports.csv_delimiter"},
		{"calendar", partner + "[reports]\ncalendar = \"urgent\"\n", "reports.calendar"},
		{"decimal mark", partner + "[reports]\ncsv_decimal = \"'\"\n", "reports.csv_decimal"},
		{"decimal mark that separates", partner + "[reports]\ncsv_decimal = \",\"\n", "needs another csv_delimiter"},
		{"log format", partner + "[log]\nformat = \"xml\"\n", "log.format"},
		{"policy date", partner + "[policy.est]\nscope_from = \"2025-02-30\"\n", "policy.est.scope_from"},
		{"policy channel", partner + "[policy.grace.cps]\ndays = 1\n", "policy.grace.cps"},
		{"channel of a source", partner + "[sources.azure-billing]\nchannel = \"direct\"\n", "sources.azure-billing.channel: \"direct\" is none of csp, web-direct, ea, mca-e, open, advisor, syndication"},
		{"account type of a source", partner + "[sources.azure-billing]\naccount_type = \"web\"\n", "sources.azure-billing.account_type: \"web\" is none of mca, mosp, mpa, ea"},
		{"a channel that nothing reads", partner + "[sources.giacom]\nchannel = \"csp\"\n", "sources.giacom: channel and account_type are read for azure-billing only"},
		{"scheduled actions", partner + "[sources.partner-center]\nscheduled_actions = \"maybe\"\n", "sources.partner-center.scheduled_actions: \"maybe\" is none of auto, always, never"},
		{"an escape", partner + "[store]\nurl = \"sqlite:C:\\my\\handover.db\"\n", "; write a path between single quotes"},
		{"an escape of eight digits", partner + "[reports]\ndir = \"C:\\Users\\x\"\n", "; write a path between single quotes"},
		{"an escape that is none", partner + "[store]\nurl = \"sqlite:C:\\new\"\n", "C:\\new\" holds a control character; write a path between single quotes"},
		{"an escape in a folder that is watched", partner + "[import.x]\nfolder = \"C:\\temp\"\n", "C:\\temp\" holds a control character; write a path between single quotes"},
		{"an escape in a folder of reports", partner + "[deliver.x]\nvia = \"folder\"\ndir = \"C:\\temp\"\n", "C:\\temp\" holds a control character; write a path between single quotes"},
		{"an escape in a secret", partner + "[sync.graph]\nclient = \"c\"\nsecret_file = \"C:\\temp\"\n", "C:\\temp\" holds a control character; write a path between single quotes"},
		{"an escape in metrics", partner + "[metrics]\ntextfile = \"C:\\temp\"\n", "C:\\temp\" holds a control character; write a path between single quotes"},
		{"an escape in the file of a join", partner + "[mapping.giacom.join.tenant_id]\nfile = \"C:\\temp\"\n", "C:\\temp\" holds a control character; write a path between single quotes"},
		{"mapping", partner + "[mapping.fabrikam]\nend = \"soon\"\n", "mapping.fabrikam.end: \"soon\" is neither last-day nor renewal-day"},
		{"unknown key of a mapping", partner + "[mapping.fabrikam.columns]\n[mapping.fabrikam.colums]\n", ":5:1: unknown key mapping.fabrikam.colums"},
		{"wrong type in a mapping", partner + "[mapping.fabrikam]\ndates = 1.5\n", ":5:1: mapping.fabrikam.dates: write a text"},
		{"schedule twice", partner + "[schedule]\ncron = \"0 5 * * *\"\n[schedule.nightly]\nzone = \"UTC\"\n", "give it one table"},
		{"unknown key of a schedule", partner + "[schedule.weekly]\ncrom = \"0 5 * * 1\"\n", "unknown key schedule.weekly.crom"},
		{"wrong type in a schedule", partner + "[schedule.weekly]\ncron = 5\n", ":5:1: schedule.weekly.cron is a whole number, want a text"},
		{"a text for a list", partner + "[deliver.X]\nvia = \"mail\"\nto = \"ops@contoso.example\"\n", ":6:1: deliver.X.to is a text, want a list of texts"},
		{"a text for a list of a schedule", partner + "[schedule.noon]\nsteps = \"run\"\n", ":5:1: schedule.noon.steps is a text, want a list of texts"},
		{"cron", partner + "[schedule.noon]\ncron = \"at noon\"\n", ":5:1: schedule.noon.cron: \"at noon\": "},
		{"cron of the nightly one", partner + "[schedule]\ncron = \"0 0 30 2 *\"\n", ":5:1: schedule.cron: \"0 0 30 2 *\" never comes true"},
		{"cron of the nightly one in a table of its own", partner + "[schedule.nightly]\ncron = \"x\"\n", ":5:1: schedule.nightly.cron: \"x\": "},
		{"unknown key of the nightly one", partner + "[schedule]\ncrom = \"0 5 * * 1\"\n", ":5:1: unknown key schedule.crom"},
		{"language", partner + "[reports]\nlanguage = \"tlh\"\n", ":5:1: reports.language: \"tlh\" is none of en, de, zh"},
		{"formats", partner + "[reports]\nformats = [\"csv\", \"pdf\"]\n", ":5:1: reports.formats: \"pdf\" is none of "},
		{"watched with an unknown mapping", partner + "[import.drop]\nfolder = \"x\"\nmapping = \"nobody\"\n", ":6:1: import.drop.mapping: there is no mapping \"nobody\"; handover mapping lists them"},
		{"letters in a folder", partner + "name = \"Contoso\"\n[deliver.X]\nvia = \"folder\"\ndir = \"x\"\nwhat = \"letters\"\n", ":8:1: deliver.X.what: letters go by mail or graph only"},
		{"a digest in a folder", partner + "[deliver.X]\nvia = \"folder\"\ndir = \"x\"\nwhat = \"digest\"\n", ":7:1: deliver.X.what: a folder gets the reports of formats"},
		{"a folder by mail", partner + "[deliver.X]\nvia = \"mail\"\nwhat = \"folder\"\n", ":6:1: deliver.X.what: only via = \"folder\" puts reports into a folder"},
		{"no secret", partner + "[deliver.X]\nvia = \"teams\"\n", ":4:10: deliver.X.url_env: say where it stands: a variable of the environment here, or a file in url_file"},
		{"no address", partner + "contact_email = \"olga\"\n", ":4:1: partner.contact_email: \"olga\": the address is not exactly one mailbox"},
		{"zone of a schedule", partner + "[schedule.weekly]\nzone = \"Berlin\"\n", "schedule.weekly.zone: \"Berlin\" is no time zone"},
		{"jobs of a schedule", partner + "[schedule.weekly]\njobs = [\"all\"]\n", "schedule.weekly.jobs: unknown area \"all\""},
		{"steps of a schedule", partner + "[schedule.weekly]\nsteps = [\"reports\"]\n", "is none of import, sync, run, delivery"},
		{"jitter", partner + "[schedule]\njitter = \"13h\"\n", "schedule.jitter: 13h0m0s is not between"},
		{"nowhere to listen", partner + "[serve]\nlisten = \"localhost\"\n", "serve.listen: \"localhost\": write an address with a port"},
		{"textfile", partner + "[metrics]\ntextfile = \"x.txt\"\n", "does not end in .prom"},
		{"share", partner + "[ping]\nmax_not_evaluated = 10\n", "ping.max_not_evaluated: 10 is not between 0 and 1"},
		{"watched nowhere", partner + "[import.drop]\n", "import.drop.folder is missing"},
		{"watched twice", partner + "[import.drop]\nfolder = \"x\"\n[import.other]\nfolder = \"x\"\n", "import.other.folder: import.drop looks at"},
		{"watched kind", partner + "[import.drop]\nfolder = \"x\"\nkind = \"orders\"\n", "import.drop.kind: unknown kind"},
		{"watched for two", partner + "[import.drop]\nfolder = \"x\"\nmapping = \"a\"\nformat = \"b\"\n", "leave one out"},
		{"watched for days", partner + "[import.drop]\nfolder = \"x\"\nsettle = \"24h\"\n", "import.drop.settle: 24h0m0s is not between"},
		{"short lease", partner + "[run]\nlease = \"1s\"\n", "run.lease"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := config.Load(write(t, c.text))
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %q in it", err, c.want)
			}
		})
	}
}

func TestPathsAreRelativeToTheFile(t *testing.T) {
	path := write(t, partner+"[store]\nurl = \"sqlite:data/h.db\"\n[reports]\ndir = \"reports\"\n")
	c, err := config.Load(path)
	if err != nil {
		t.Fatal(err)
	}
	folder := filepath.Dir(path)
	if want := "sqlite:" + filepath.Join(folder, "data/h.db"); c.Store.URL != want {
		t.Errorf("the store is at %s, want %s", c.Store.URL, want)
	}
	if want := filepath.Join(folder, "reports"); c.Reports.Dir != want {
		t.Errorf("the reports go to %s, want %s", c.Reports.Dir, want)
	}
}

func TestOverridesOfThePolicyLeaveTheRest(t *testing.T) {
	c, err := config.Load(write(t, partner+"[run]\nmax_age = \"90m\"\n[policy.limits]\noverlap_days = 3\n"))
	if err != nil {
		t.Fatal(err)
	}
	p, err := c.Policy.Policy()
	if err != nil {
		t.Fatal(err)
	}
	if p.Limits.OverlapDays != 3 || p.Limits.TenantSubscriptions != 300 || c.Run.MaxAge.Duration != 90*time.Minute {
		t.Errorf("got %+v and %s", p.Limits, c.Run.MaxAge)
	}
}

func TestAMissingFileIsOnlyFineWhereNoneWasNamed(t *testing.T) {
	if _, err := config.Load(filepath.Join(t.TempDir(), "none.toml")); err == nil {
		t.Error("a file that was named and does not exist is read")
	}
	t.Chdir(t.TempDir())
	if c, err := config.Load(""); err != nil || c.File != "" {
		t.Errorf("without any file: %v, %q", err, c.File)
	}
}

func FuzzLoad(f *testing.F) {
	f.Add(partner)
	f.Add(partner + "[policy.limits]\nx = 1\n")
	path := filepath.Join(f.TempDir(), "handover.toml")
	f.Fuzz(func(t *testing.T, text string) {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := config.Load(path); err != nil && !strings.Contains(err.Error(), path) {
			t.Errorf("%q: the error %v does not name the file", text, err)
		}
	})
}

// The keys of one schedule may stand in the table itself, beside those of others.
func TestSchedules(t *testing.T) {
	nightly := config.Schedule{Cron: "0 5 * * *", Zone: "UTC", CatchUp: true, On: true, Table: "schedule"}
	early, weekly := nightly, nightly
	early.Cron, early.Zone = "0 3 * * *", "Europe/Berlin"
	weekly.Cron, weekly.Steps, weekly.CatchUp = "0 6 * * 1", []string{"run"}, false
	weekly.Table = "schedule.weekly"
	off := nightly
	off.On = false
	offNamed := off
	offNamed.Table = "schedule.nightly"
	const weeklyText = "[schedule.weekly]\ncron = \"0 6 * * 1\"\nsteps = [\"run\"]\ncatch_up = false\n"
	for _, c := range []struct {
		name, text string
		want       config.Schedules
		names      string
	}{
		{"none", "", config.Schedules{"nightly": nightly}, "nightly"},
		{"an empty table", "[schedule]\n", config.Schedules{"nightly": nightly}, "nightly"},
		{"as it was", "[schedule]\ncron = \"0 3 * * *\"\nzone = \"Europe/Berlin\"\n", config.Schedules{"nightly": early}, "nightly"},
		{"one with a name", weeklyText, config.Schedules{"nightly": nightly, "weekly": weekly}, "nightly weekly"},
		{"an empty table and one with a name", "[schedule]\n" + weeklyText, config.Schedules{"nightly": nightly, "weekly": weekly}, "nightly weekly"},
		{"only one with a name", "[schedule]\non = false\n" + weeklyText, config.Schedules{"nightly": off, "weekly": weekly}, "weekly"},
		{
			"both", "[schedule]\ncron = \"0 3 * * *\"\nzone = \"Europe/Berlin\"\n" + weeklyText,
			config.Schedules{"nightly": early, "weekly": weekly},
			"nightly weekly",
		},
		{"off", weeklyText + "[schedule.nightly]\non = false\n", config.Schedules{"nightly": offNamed, "weekly": weekly}, "weekly"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := config.Load(write(t, partner+c.text))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, got.Schedule); diff != "" {
				t.Error(diff)
			}
			if names := strings.Join(got.Schedule.Names(), " "); names != c.names {
				t.Errorf("on are %q, want %q", names, c.names)
			}
		})
	}
}
