// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.cli;

import io.colonnade.Database;
import io.colonnade.DatabaseOptions;
import io.colonnade.DatabaseUrl;
import io.colonnade.spi.DatabaseBackend;
import io.colonnade.tck.report.Report;
import java.io.PrintStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * One run of the rules.
 *
 * @param url the database
 * @param jars what is put behind the class path
 * @param name the name of the report; null for that of the dialect
 * @param strict whether undeclared features fail their rule
 * @param force whether to drop what was there under the kit's prefix
 * @param rules patterns of ids; empty for all rules
 * @param out for people
 */
record KitRun(String url, List<Path> jars, String name, boolean strict, boolean force, List<String> rules, PrintStream out) {

    private static final Pattern TITLE = Pattern.compile("[^:]*: Rule (\\S+): .*", Pattern.DOTALL);

    /**
     * Runs them.
     *
     * @throws IllegalArgumentException for options that are wrong
     * @throws IllegalStateException if the rules cannot be run
     */
    Report execute() {
        Set<String> chosen = RulePatterns.select(rules);
        Thread.currentThread().setContextClassLoader(loader());
        DatabaseOptions options = DatabaseOptions.of(url).build();
        DatabaseUrl parsed = options.url();
        DatabaseBackend backend = Database.backendOf(options);
        String dialect;
        try (Database database = Database.open(options, backend).join()) {
            checkPrefix(database);
            dialect = database.dialect().name();
        }
        out.println("The kit creates and drops only objects whose names begin with " + Leftovers.PREFIX);
        CommandLineTck.prepare(new CommandLineTck.Settings(name == null ? dialect : name, parsed, backend, strict));
        launch(chosen);
        if (CommandLineTck.report() == null) {
            throw new IllegalStateException("No rule has run.");
        }
        return CommandLineTck.report();
    }

    private void checkPrefix(Database database) {
        Leftovers leftovers = Leftovers.of(database);
        if (!leftovers.tablesAsked()) {
            out.println("The backend does not say how the database is asked what it holds, so tables of an earlier run are not looked for.");
        }
        if (force) {
            leftovers.drop();
        } else if (!leftovers.all().isEmpty()) {
            throw new IllegalStateException("The database holds what has names that begin with " + Leftovers.PREFIX + ": " + leftovers.all()
                    + ". It may be of a run that was stopped. Look at it, and let --force drop it, or use another database.");
        }
    }

    private ClassLoader loader() {
        URL[] urls = jars.stream().map(KitRun::url).toArray(URL[]::new);
        return urls.length == 0 ? KitRun.class.getClassLoader() : new URLClassLoader(urls, KitRun.class.getClassLoader());
    }

    private static URL url(Path jar) {
        if (!Files.exists(jar)) {
            throw new IllegalArgumentException("--backend " + jar + " is not there");
        }
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("--backend " + jar + " cannot be named by a URL", e);
        }
    }

    private void launch(Set<String> chosen) {
        Optional<Progress> progress = Progress.isTerminal() ? Optional.of(new Progress(System.err, chosen.size())) : Optional.empty();
        LauncherFactory.create().execute(LauncherDiscoveryRequestBuilder.request()
                .selectors(DiscoverySelectors.selectClass(CommandLineTck.class))
                .filters(EngineFilter.includeEngines("junit-jupiter"), (PostDiscoveryFilter) test -> FilterResult.includedIf(!test.isTest()
                        || chosen.contains(TITLE.matcher(test.getDisplayName()).replaceFirst("$1"))))
                .build(), progress.stream().toArray(TestExecutionListener[]::new));
        progress.ifPresent(Progress::end);
    }
}
