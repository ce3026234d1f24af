// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.cli;

import io.colonnade.error.ConfigurationException;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.tck.report.JsonReport;
import io.colonnade.tck.report.Kit;
import io.colonnade.tck.report.Matrix;
import io.colonnade.tck.report.Report;
import io.colonnade.tck.report.ReportFiles;
import io.colonnade.tck.report.Status;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code colonnade-tck}: runs the rules on any URL, shows them, and merges reports. */
@Command(name = "colonnade-tck", mixinStandardHelpOptions = true, versionProvider = Main.Version.class, sortOptions = false,
        description = "Runs the rules of Colonnade's compatibility kit on a database. It creates and drops only objects whose names"
                + " begin with colonnade_tck_.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:every rule that ran is kept", "1:a rule failed", "2:the options are wrong", "3:the kit could not run"})
public final class Main implements Callable<Integer> {

    private static final int KEPT = 0;
    private static final int BROKEN = 1;
    private static final int WRONG_USAGE = 2;
    private static final int COULD_NOT_RUN = 3;

    @Spec
    private CommandSpec spec;

    @Option(names = "--url", paramLabel = "URL", defaultValue = "${env:COLONNADE_TCK_URL}",
            description = "the database, as for Database.open; or the environment variable COLONNADE_TCK_URL, which others do not see")
    private String url;

    @Option(names = "--backend", paramLabel = "JAR",
            description = "the jar of the backend or of its driver, where it is not on the class path; may be given several times")
    private List<Path> jars = new ArrayList<>();

    @Option(names = "--rules", paramLabel = "IDS", split = ",", description = "only these rules, such as TXN-* or FLG-04,ERR-*")
    private List<String> rules = new ArrayList<>();

    @Option(names = "--strict", description = "fail for what the database has and the dialect does not declare")
    private boolean strict;

    @Option(names = "--report", paramLabel = "DIR", description = "write the report there, as JSON, JUnit XML and HTML")
    private Path report;

    @Option(names = "--name", paramLabel = "NAME", description = "the name of the report; the name of the dialect if it is not given")
    private String name;

    @Option(names = "--force", description = "drop what has a name that begins with colonnade_tck_ and was there before")
    private boolean force;

    @Option(names = "--list", description = "show all rules")
    private boolean list;

    @Option(names = "--explain", paramLabel = "ID", description = "show a rule, why it matters, and what to look at when it fails")
    private String explain;

    @Option(names = "--merge", paramLabel = "JSON", arity = "1..*",
            description = "put these reports side by side, into matrix.html and matrix.md of the folder of --report")
    private List<Path> merge = new ArrayList<>();

    private final PrintStream out = System.out;

    private Main() {
    }

    /** The kit's version, number of rules and hash. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            Kit kit = Kit.current();
            return new String[] {"colonnade-tck " + kit.version() + ", " + kit.ruleCount() + " rules, " + kit.hash()};
        }
    }

    /** Runs the command and ends the process with its exit code. */
    public static void main(String[] args) {
        // The application's log belongs to whoever puts a log on the class path; without one it is not worth a warning.
        System.setProperty("slf4j.internal.verbosity", "ERROR");
        System.exit(run(args));
    }

    static int run(String... args) {
        CommandLine line = new CommandLine(new Main());
        line.setExecutionExceptionHandler((failure, command, parsed) -> {
            Throwable cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
            command.getErr().println(message(cause));
            return isWrongUsage(cause) ? WRONG_USAGE : COULD_NOT_RUN;
        });
        try {
            return line.execute(args);
        } catch (Error broken) {
            // Of a backend or driver whose jars do not fit together; who has to mend it needs the place.
            broken.printStackTrace(line.getErr());
            return COULD_NOT_RUN;
        }
    }

    private static boolean isWrongUsage(Throwable cause) {
        return cause instanceof IllegalArgumentException || cause instanceof ConfigurationException refusal
                && refusal.kind() != ErrorKind.BACKEND_NOT_FOUND && refusal.kind() != ErrorKind.BACKEND_AMBIGUOUS;
    }

    /** What is for people is the message of our own errors; for others the class says what they are. */
    private static String message(Throwable cause) {
        return cause instanceof DatabaseException || cause instanceof IllegalArgumentException || cause instanceof IllegalStateException
                ? cause.getMessage() : cause.toString();
    }

    @Override
    public Integer call() throws Exception {
        if (list) {
            Summary.list(out);
        } else if (explain != null) {
            Summary.explain(out, explain);
        } else if (!merge.isEmpty()) {
            merge();
        } else if (url == null || url.isBlank()) {
            throw new ParameterException(spec.commandLine(), "--url is missing; --help shows all options");
        } else {
            return test();
        }
        return KEPT;
    }

    private void merge() throws IOException {
        if (report == null) {
            throw new ParameterException(spec.commandLine(), "--merge needs --report, the folder for matrix.html and matrix.md");
        }
        List<Report> reports = new ArrayList<>();
        for (Path file : merge) {
            try {
                reports.add(JsonReport.read(Files.readString(file)));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
            }
        }
        Matrix matrix = new Matrix(reports);
        out.println("Written: " + ReportFiles.write(report.resolve("matrix.html"), matrix.html()) + ", "
                + ReportFiles.write(report.resolve("matrix.md"), matrix.markdown()));
    }

    private int test() {
        long start = System.nanoTime();
        Report made = new KitRun(url, jars, name, strict, force, rules, out).execute();
        Summary.print(out, made, Duration.ofNanos(System.nanoTime() - start));
        if (report != null) {
            out.println("Report: " + ReportFiles.write(made, report));
        }
        return made.count(Status.FAIL) == 0 ? KEPT : BROKEN;
    }
}
