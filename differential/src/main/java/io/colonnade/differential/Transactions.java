// SPDX-License-Identifier: Apache-2.0
package io.colonnade.differential;

import static io.colonnade.sql.Sql.insertInto;

import io.colonnade.Database;
import io.colonnade.Queries;
import io.colonnade.Transaction;
import io.colonnade.TransactionOptions;
import io.colonnade.dialect.IsolationLevel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Generates transactions of the steps that the others generate. */
final class Transactions {

    /** How the function of a transaction ends. */
    private enum End { VALUE, EXCEPTION, SWALLOWED_FAILURE, USAGE_MISTAKE }

    private final Draw draw;
    private final Supplier<Step> steps;
    private final Mistakes mistakes;

    Transactions(Draw draw, Supplier<Step> steps, Mistakes mistakes) {
        this.draw = draw;
        this.steps = steps;
        this.mistakes = mistakes;
    }

    Step any() {
        return switch (draw.below(6)) {
            case 0 -> byHand();
            case 1 -> withOptions();
            case 2 -> readOnly();
            default -> byFunction(TransactionOptions.DEFAULT);
        };
    }

    private List<Step> several() {
        List<Step> several = new ArrayList<>();
        for (int i = draw.between(1, 4); i > 0; i--) {
            several.add(draw.chance(25) ? nested(2) : steps.get());
        }
        return several;
    }

    private Step nested(int depth) {
        List<Step> inner = new ArrayList<>(List.of(steps.get()));
        if (depth > 0 && draw.chance(40)) {
            inner.add(nested(depth - 1));
        }
        End end = draw.oneOf(End.values());
        addEnd(inner, end);
        return combined("nested transaction that ends with " + end, inner, on -> {
            List<String> log = Collections.synchronizedList(new ArrayList<>());
            return outcome(log, ((Transaction) on).transaction(tx -> runAll(inner, tx, log, end)));
        });
    }

    private void addEnd(List<Step> steps, End end) {
        if (end == End.SWALLOWED_FAILURE) {
            steps.add(mistakes.found());
            steps.add(this.steps.get());
        }
    }

    private Step byFunction(TransactionOptions options) {
        List<Step> inner = several();
        End end = draw.oneOf(End.VALUE, End.VALUE, End.EXCEPTION, End.SWALLOWED_FAILURE, End.USAGE_MISTAKE);
        addEnd(inner, end);
        return combined("transaction " + options + " that ends with " + end, inner, on -> {
            List<String> log = Collections.synchronizedList(new ArrayList<>());
            return outcome(log, ((Database) on).transaction(options, tx -> runAll(inner, tx, log, end)));
        });
    }

    private Step withOptions() {
        if (draw.chance(30)) {
            return byFunction(TransactionOptions.DEFAULT.withForceRollback(true));
        }
        IsolationLevel level = draw.oneOf(IsolationLevel.values());
        // Where the level is refused nothing is written, so nothing may stay where it is not.
        Step step = byFunction(TransactionOptions.DEFAULT.withIsolation(level).withForceRollback(level != IsolationLevel.SERIALIZABLE));
        return level == IsolationLevel.SERIALIZABLE ? step : step.instead(KnownDifference.ISOLATION_LEVELS, "error UNSUPPORTED, NOT_APPLIED");
    }

    private Step readOnly() {
        List<Step> inner = new ArrayList<>();
        inner.add(Step.of("write while read-only", on -> Answers.result(on.execute(insertInto(Logs.LOGS).defaultValues()))));
        inner.add(steps.get());
        return combined("read-only transaction", inner, on -> {
            List<String> log = Collections.synchronizedList(new ArrayList<>());
            return outcome(log, ((Database) on).transaction(TransactionOptions.DEFAULT.withReadOnly(true),
                    tx -> runAll(inner, tx, log, End.VALUE)));
        });
    }

    private Step byHand() {
        List<Step> inner = several();
        boolean commit = draw.chance(50);
        boolean twice = draw.chance(30);
        return combined("begin and " + (commit ? "commit" : "rollback") + (twice ? " twice" : ""), inner, on -> {
            List<String> log = Collections.synchronizedList(new ArrayList<>());
            return ((Database) on).begin().thenCompose(tx -> runAll(inner, tx, log, End.VALUE)
                    .thenCompose(value -> Answers.of(commit ? tx.commit() : tx.rollback(), none -> "ended"))
                    .thenCompose(end -> twice ? Answers.of(tx.commit(), none -> "ended") : CompletableFuture.completedFuture("once"))
                    .thenApply(second -> String.join("\n", log) + "\n" + second + " open " + tx.isOpen()));
        });
    }

    private static Step combined(String title, List<Step> inner, Work work) {
        Set<KnownDifference> allowed = EnumSet.noneOf(KnownDifference.class);
        StringBuilder titles = new StringBuilder(title);
        for (Step step : inner) {
            allowed.addAll(step.allowed());
            titles.append("\n    ").append(step.title().replace("\n", "\n    "));
        }
        return Step.of(titles.toString(), work).allow(allowed);
    }

    private static CompletableFuture<String> runAll(List<Step> steps, Queries on, List<String> log, End end) {
        CompletableFuture<String> last = CompletableFuture.completedFuture("");
        for (Step step : steps) {
            last = last.thenCompose(before -> step.work().run(on)).thenApply(answer -> {
                log.add(answer);
                return answer;
            });
        }
        return switch (end) {
            case EXCEPTION -> last.thenApply(answer -> {
                throw new IllegalStateException("deliberate");
            });
            case USAGE_MISTAKE -> last.thenCompose(answer -> Answers.rows(on.fetchAll("SELECT :a", List.of().toArray())))
                    .thenApply(answer -> {
                        log.add(answer);
                        return "value";
                    });
            default -> last.thenApply(answer -> "value");
        };
    }

    private static CompletableFuture<String> outcome(List<String> log, CompletableFuture<String> end) {
        return Answers.of(end, value -> value).thenApply(value -> (log.isEmpty() ? "" : String.join("\n", log) + "\n") + value);
    }
}
