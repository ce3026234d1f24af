// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire;

import io.colonnade.fire.Target.Engine;
import io.colonnade.fire.bank.BankDrill;
import io.colonnade.fire.cancel.CancelDrill;
import io.colonnade.fire.cuts.CutsDrill;
import io.colonnade.fire.deadline.DeadlineDrill;
import io.colonnade.fire.disk.DiskDrill;
import io.colonnade.fire.down.DownDrill;
import io.colonnade.fire.fuzz.LexerDrill;
import io.colonnade.fire.fuzz.OptionsDrill;
import io.colonnade.fire.fuzz.UrlDrill;
import io.colonnade.fire.fuzz.ValuesDrill;
import io.colonnade.fire.rogue.RogueDrill;
import io.colonnade.fire.session.SessionDrill;
import io.colonnade.fire.soak.SoakDrill;
import io.colonnade.fire.tls.TlsDrill;
import io.colonnade.fire.usercode.UserCodeDrill;
import io.colonnade.fire.waiting.WaitingDrill;
import io.colonnade.servers.ServerUnavailableException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command line of the drills: runs one of them on one database, or on each that can be started here. */
@Command(name = "scripts/fire", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Does what breaks programs to a database, and compares what callers were told with what is so.")
public final class Fire implements Callable<Integer> {

    /** How a drill is made for a database. */
    interface Maker {
        Drill on(Target target) throws Exception;
    }

    /** How a drill is made that does to a server what nobody may do to one that others use: on one of its own, which it starts. */
    interface OwnMaker {
        Drill on(Engine engine) throws Exception;
    }

    private static final Map<String, Maker> DRILLS = new TreeMap<>(Map.ofEntries(
            Map.entry("bank", BankDrill::new),
            Map.entry("cancel", CancelDrill::new),
            Map.entry("cuts", CutsDrill::on),
            Map.entry("deadline", DeadlineDrill::new),
            Map.entry("disk", DiskDrill::new),
            Map.entry("down", target -> new DownDrill(target, Duration.ofSeconds(60))),
            Map.entry("lexer", LexerDrill::new),
            Map.entry("options", OptionsDrill::new),
            Map.entry("rogue", RogueDrill::new),
            Map.entry("session", SessionDrill::new),
            Map.entry("soak", SoakDrill::new),
            Map.entry("tls", TlsDrill::new),
            Map.entry("url", UrlDrill::new),
            Map.entry("usercode", UserCodeDrill::new),
            Map.entry("values", ValuesDrill::new),
            Map.entry("waiting", WaitingDrill::new)));
    private static final Map<String, OwnMaker> OWN = new TreeMap<>(Map.of("bank", BankDrill::on, "bank-beside", BankDrill::besideHikari));

    /** A file has no server that could be down. */
    private static final Set<String> NOT_FOR_FILES = Set.of("down", "bank-beside");

    private final PrintStream out;

    @Parameters(index = "0", paramLabel = "DRILL", completionCandidates = Names.class, description = "One of: ${COMPLETION-CANDIDATES}.")
    private String drill;
    @Parameters(index = "1", paramLabel = "URL", arity = "0..1",
            description = "A database in which tables may be created, or one that is started here: sqlite, postgresql, mysql, mariadb, or all of"
                    + " these. Default: all.")
    private String url = "all";
    @Parameters(index = "2", paramLabel = "COUNT", arity = "0..1", description = "How often. Default: ${DEFAULT-VALUE}.")
    private long count = 1_000;
    @Option(names = "--seed", description = "Where the random numbers come from. Default: ${DEFAULT-VALUE}.")
    private long seed = 42;
    @Option(names = "--progress", paramLabel = "FILE", description = "Keeps how far the run is; with the same file it goes on from there."
            + " For one database only.")
    private Path progress;

    private Fire(PrintStream out) {
        this.out = out;
    }

    /** The names of the drills, for the help. */
    static final class Names implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return names().iterator();
        }
    }

    private static Set<String> names() {
        Set<String> names = new TreeSet<>(DRILLS.keySet());
        names.addAll(OWN.keySet());
        return names;
    }

    /** Runs it; the exit code is 0 if nothing was wrong, 1 if something was, 2 for arguments that cannot be understood. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Fire(System.out)).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        List<Engine> engines = Arrays.stream(Engine.values())
                .filter(engine -> url.equals("all") || url.equals(engine.toString().toLowerCase(Locale.ROOT)))
                .filter(engine -> engine.isServer() || !NOT_FOR_FILES.contains(drill)).toList();
        Maker maker = DRILLS.get(drill);
        OwnMaker own = OWN.get(drill);
        if (maker == null && (own == null || engines.isEmpty())) {
            out.println("There is no drill " + drill + (own == null ? "" : " of a URL") + "; there are " + String.join(", ", names()) + ".");
            return CommandLine.ExitCode.USAGE;
        }
        if (engines.isEmpty()) {
            Target target = Target.of(url);
            return exitCode(run(maker.on(target), target, progress));
        }
        boolean well = true;
        Path file = engines.size() == 1 ? progress : null;
        if (own != null) {
            for (Engine engine : engines) {
                try {
                    well &= run(own.on(engine), engine, file);
                } catch (ServerUnavailableException reason) {
                    out.println("without " + reason.getMessage());
                }
            }
            return exitCode(well);
        }
        try (OurTargets targets = new OurTargets()) {
            targets.missing().forEach(reason -> out.println("without " + reason));
            for (Target target : targets.all()) {
                well &= !engines.contains(target.engine()) || run(maker.on(target), target.engine(), file);
            }
        }
        return exitCode(well);
    }

    private static int exitCode(boolean well) {
        return well ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private boolean run(Drill made, Object where, Path file) throws Exception {
        Run run = new Run(drill + " on " + where, seed, file);
        List<String> faults = run.of(made, count).faults();
        out.println(run);
        faults.forEach(out::println);
        return faults.isEmpty();
    }
}
