// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire;

import io.colonnade.fire.deadline.DeadlineDrill;
import io.colonnade.fire.disk.DiskDrill;
import io.colonnade.fire.fuzz.LexerDrill;
import io.colonnade.fire.fuzz.OptionsDrill;
import io.colonnade.fire.fuzz.UrlDrill;
import io.colonnade.fire.fuzz.ValuesDrill;
import io.colonnade.fire.session.SessionDrill;
import io.colonnade.fire.soak.SoakDrill;
import io.colonnade.fire.usercode.UserCodeDrill;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

    private static final Map<String, Maker> DRILLS = drills();

    private static Map<String, Maker> drills() {
        Map<String, Maker> all = new TreeMap<>();
        all.put("deadline", DeadlineDrill::new);
        all.put("disk", DiskDrill::new);
        all.put("lexer", LexerDrill::new);
        all.put("options", OptionsDrill::new);
        all.put("session", SessionDrill::new);
        all.put("soak", SoakDrill::new);
        all.put("url", UrlDrill::new);
        all.put("usercode", UserCodeDrill::new);
        all.put("values", ValuesDrill::new);
        return all;
    }

    private final PrintStream out;

    @Parameters(index = "0", paramLabel = "DRILL", completionCandidates = Names.class, description = "One of: ${COMPLETION-CANDIDATES}.")
    private String drill;
    @Parameters(index = "1", paramLabel = "URL", arity = "0..1",
            description = "A database in which tables may be created, or all: every one that can be started here. Default: all.")
    private String url = "all";
    @Parameters(index = "2", paramLabel = "COUNT", arity = "0..1", description = "How often. Default: ${DEFAULT-VALUE}.")
    private long count = 1_000;
    @Option(names = "--seed", description = "Where the random numbers come from. Default: ${DEFAULT-VALUE}.")
    private long seed = 42;
    @Option(names = "--progress", paramLabel = "FILE", description = "Keeps how far the run is; with the same file it goes on from there."
            + " Needs a URL.")
    private Path progress;

    private Fire(PrintStream out) {
        this.out = out;
    }

    /** The names of the drills, for the help. */
    static final class Names implements Iterable<String> {
        @Override
        public java.util.Iterator<String> iterator() {
            return DRILLS.keySet().iterator();
        }
    }

    /** Runs it; the exit code is 0 if nothing was wrong, 1 if something was, 2 for arguments that cannot be understood. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Fire(System.out)).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        Maker maker = DRILLS.get(drill);
        if (maker == null) {
            out.println("There is no drill " + drill + "; there are " + String.join(", ", DRILLS.keySet()) + ".");
            return CommandLine.ExitCode.USAGE;
        }
        boolean well = true;
        if (url.equals("all")) {
            try (OurTargets targets = new OurTargets()) {
                targets.missing().forEach(reason -> out.println("without " + reason));
                for (Target target : targets.all()) {
                    well &= run(maker, target, null);
                }
            }
        } else {
            well = run(maker, Target.of(url), progress);
        }
        return well ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private boolean run(Maker maker, Target target, Path file) throws Exception {
        Run run = new Run(drill + " on " + target, seed, file);
        List<String> faults = run.of(maker.on(target), count).faults();
        out.println(run);
        faults.forEach(out::println);
        return faults.isEmpty();
    }
}
