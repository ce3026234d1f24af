// SPDX-License-Identifier: Apache-2.0
package io.colonnade.differential;

import io.colonnade.Database;
import io.colonnade.dialect.Dialect;
import java.io.PrintStream;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Runs the program of a seed on all databases, step by step, and compares. */
final class DifferentialRun {

    private static final long ANSWER_SECONDS = 60;
    private static final int STEPS_BETWEEN_STATES = 10;
    private static final int SHOWN_LINES = 6;
    private static final int SHOWN_CHARACTERS = 1000;

    private final Map<String, Database> databases;
    private final long seed;
    private final Comparison comparison;
    private int count;

    DifferentialRun(Map<String, Database> databases, long seed) {
        this.databases = databases;
        this.seed = seed;
        Map<String, Dialect> dialects = new LinkedHashMap<>();
        databases.forEach((name, database) -> dialects.put(name, database.dialect()));
        comparison = new Comparison(dialects);
    }

    /**
     * Runs as many steps.
     *
     * @return the known differences that were met, each with the databases that differ from the others
     * @throws AssertionError at the first difference that is not known, with the seed, the step and the answers
     */
    Map<KnownDifference, Set<String>> run(int steps) {
        Program program = new Program(seed);
        runAll(program.begin());
        runAll(Peculiarities.all());
        for (int i = 1; i <= steps; i++) {
            run(program.next());
            if (i % STEPS_BETWEEN_STATES == 0 || i == steps) {
                runAll(program.state());
            }
        }
        runAll(program.end());
        return comparison.met();
    }

    private void runAll(List<Step> steps) {
        steps.forEach(this::run);
    }

    private void run(Step step) {
        count++;
        Map<String, CompletableFuture<String>> futures = new LinkedHashMap<>();
        databases.forEach((name, database) -> futures.put(name, start(step, database)));
        Map<String, String> answers = new LinkedHashMap<>();
        Map<String, String> compared = new LinkedHashMap<>();
        futures.forEach((name, future) -> answers.put(name, await(future)));
        answers.forEach((name, answer) -> compared.put(name, Answers.withoutMessages(answer)));
        if (!comparison.explains(step, compared)) {
            fail(step, answers);
        }
        if (answers.values().stream().anyMatch(answer -> answer.contains("error INTERNAL"))) {
            fail(step, answers);
        }
    }

    private static CompletableFuture<String> start(Step step, Database database) {
        try {
            return step.work().run(database);
        } catch (RuntimeException thrown) {
            return CompletableFuture.completedFuture("thrown " + Answers.error(thrown));
        }
    }

    private static String await(CompletableFuture<String> future) {
        try {
            return future.get(ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException late) {
            return "no answer within " + ANSWER_SECONDS + " s";
        } catch (ExecutionException | CompletionException failure) {
            return "failed: " + failure.getCause();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", interrupted);
        }
    }

    private void fail(Step step, Map<String, String> answers) {
        Map<String, StringBuilder> names = new LinkedHashMap<>();
        answers.forEach((name, answer) -> names.merge(answer, new StringBuilder(name), (a, b) -> a.append(", ").append(b)));
        StringBuilder message = new StringBuilder("Seed ").append(seed).append(", step ").append(count).append(": ").append(shortened(step.title()));
        names.forEach((answer, who) -> message.append("\n--- ").append(who).append(" answered:\n").append(shown(answer, names.keySet())));
        throw new AssertionError(message.toString());
    }

    /** The first lines of an answer that others do not have, with their numbers where there are many lines. */
    private static String shown(String answer, Collection<String> others) {
        List<String> lines = answer.lines().toList();
        if (lines.size() <= SHOWN_LINES) {
            return shortened(answer);
        }
        return IntStream.range(0, lines.size())
                .filter(i -> others.stream().anyMatch(other -> other.lines().noneMatch(lines.get(i)::equals)))
                .limit(SHOWN_LINES).mapToObj(i -> i + ": " + shortened(lines.get(i))).collect(Collectors.joining("\n"));
    }

    private static String shortened(String text) {
        return text.length() <= SHOWN_CHARACTERS ? text : text.substring(0, SHOWN_CHARACTERS) + "...";
    }

    /** Prints who took part, who did not, and what was met. */
    void report(List<String> missing, PrintStream out) {
        databases.forEach((name, database) -> out.println("  " + name + ": " + database.dialect().productName() + " "
                + database.dialect().serverVersion()));
        missing.forEach(reason -> out.println("  without " + reason));
        comparison.met().forEach((difference, who) -> out.println("  known difference " + difference + ": " + String.join(", ", who)));
    }
}
