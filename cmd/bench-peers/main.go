package main

import (
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
)

// subscriptionsATenant is how many subscriptions the invented data has for each tenant, about.
const subscriptionsATenant = 40

// options is what the flags say.
type options struct {
	handover, tools, folder string
	rows, rounds, growth    int
	growthRounds            int
	seed                    uint64
	stores                  []string
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Stdout, os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, "bench-peers:", err)
		stop()
		os.Exit(1)
	}
}

// run is the command. Under the name peer it is one of the peers itself, in a process of its own.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	if len(args) > 1 && args[0] == "peer" {
		return runPeer(args[1], args[2:])
	}
	o, err := parse(args, stderr)
	if errors.Is(err, flag.ErrHelp) {
		return nil
	}
	if err != nil {
		return err
	}
	b, err := prepare(ctx, o, stderr)
	if err != nil {
		return err
	}
	err = b.measure(ctx)
	if ctx.Err() != nil {
		err = errors.New("interrupted; the data is removed")
	}
	// What was measured before a fault took long.
	_, told := io.WriteString(stdout, b.report(err))
	return errors.Join(err, told, b.close())
}

func parse(args []string, stderr io.Writer) (options, error) {
	var o options
	var stores string
	flags := flag.NewFlagSet("bench-peers", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	flags.StringVar(&o.handover, "handover", "bin/handover", "the program to measure")
	flags.StringVar(&o.tools, "tools", ".tools/peers", "the folder that holds node_modules")
	flags.StringVar(&o.folder, "folder", "", "where a folder for the data is made (default the system's for temporary files)")
	flags.IntVar(&o.rows, "rows", 1_000_000, "about so many subscriptions")
	flags.IntVar(&o.rounds, "rounds", 3, "measure everything so often, in turn")
	flags.IntVar(&o.growth, "growth", 10, "measure handover again with so many times the rows; 0 leaves that out")
	flags.IntVar(&o.growthRounds, "growth-rounds", 0, "measure the larger size so often (default as often as the smaller)")
	flags.Uint64Var(&o.seed, "seed", 1, "what the data is drawn from")
	flags.StringVar(&stores, "stores", "sqlite,postgres", "the stores to measure")
	if err := flags.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			flags.SetOutput(stderr)
			flags.PrintDefaults()
		}
		return o, err
	}
	o.stores = strings.Split(stores, ",")
	o.growthRounds = cmp.Or(o.growthRounds, o.rounds)
	return o, o.check(flags.Args())
}

func (o *options) check(rest []string) error {
	if len(rest) > 0 {
		return fmt.Errorf("%s: there are only flags, see --help", rest[0])
	}
	if o.rows < subscriptionsATenant || o.rounds < 1 || o.growthRounds < 1 || o.growth < 0 || o.growth == 1 {
		return fmt.Errorf("--rows is at least %d, --rounds and --growth-rounds at least 1, --growth 0 or at least 2", subscriptionsATenant)
	}
	for _, store := range o.stores {
		if !slices.Contains([]string{sqlite, postgres}, store) {
			return fmt.Errorf("--stores %s: a store is sqlite or postgres", store)
		}
	}
	program, err := filepath.Abs(o.handover)
	if err == nil {
		_, err = os.Stat(program)
	}
	if err != nil {
		return fmt.Errorf("find handover: %w; make build makes it", err)
	}
	o.handover = program
	return nil
}
