// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import io.colonnade.WalkedConnection.Answer;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.error.StatementOutcome;
import io.colonnade.pool.ConnectionPool;
import io.colonnade.pool.OpenedConnection;
import io.colonnade.pool.PoolSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.IntUnaryOperator;

/**
 * One way through the life of a transaction: everything that can happen happens when the walk chooses it, on one thread. A function runs a
 * statement, and ends in some way at any moment; the server answers in some way; time passes, the future is cancelled, the database closes.
 */
final class TransactionWalk {

    /** What the function of the transaction does: all of it there, in a nested one that it waits for, or in one that it does not wait for. */
    enum Shape { PLAIN, NESTED, NESTED_AND_LEFT }

    /** How the function goes on, at any moment. */
    enum Function { ENDS_WELL, ENDS_BADLY, COMMITS, COMMITS_AND_ENDS_BADLY, ROLLS_BACK, ENDS_WELL_BESIDE_COMMIT, ENDS_WELL_BESIDE_OUTER_ROLLBACK, NEVER_ENDS }

    /** What comes from outside. */
    private enum Outside { DEADLINE, CANCEL, CLOSE, GRACE, CLOSE_TIMEOUT }

    private static final int TIMEOUT_MILLIS = 1_000_000;
    private static final int CLOSE_TIMEOUT_MILLIS = 5_000;
    private static final int OUTSIDE_EVENTS = 3;

    private final IntUnaryOperator choice;
    private final Shape shape;
    private final boolean nested;
    private final boolean forced;
    private final WalkedConnection server = new WalkedConnection();
    private final ManualTimer timer = new ManualTimer();
    private final List<String> steps = new ArrayList<>();
    private final Map<String, CompletableFuture<?>> futures = new LinkedHashMap<>();
    private final List<Outside> outside = new ArrayList<>();
    private final CompletableFuture<String> body = new CompletableFuture<>();
    private final CompletableFuture<String> outerBody = new CompletableFuture<>();
    private final ConnectionPool pool;
    private Transaction outermost;
    private Transaction running;
    private Function function;
    private boolean toldInTime = true;
    private boolean openThoughLost;

    /**
     * A walk.
     *
     * @param choice given a number of possibilities, takes one of them
     * @param shape where the function runs; beside a nested transaction that is waited for a second one waits
     * @param forced whether the transaction is one with forced rollback
     */
    TransactionWalk(IntUnaryOperator choice, Shape shape, boolean forced) {
        this.choice = choice;
        this.shape = shape;
        nested = shape != Shape.PLAIN;
        this.forced = forced;
        pool = new ConnectionPool(new PoolSettings("walk", 0, 1, Duration.ofSeconds(10), Duration.ZERO, Duration.ZERO, Duration.ofHours(1),
                Duration.ZERO, Duration.ofMillis(CLOSE_TIMEOUT_MILLIS)), givenUp -> CompletableFuture.completedFuture(
                        new OpenedConnection(server, () -> { }, () -> { })), timer, System::nanoTime);
    }

    /** Walks to the end. */
    void walk() {
        Engine engine = new Engine(DatabaseOptions.of("walked://server/x").closeTimeout(Duration.ofMillis(CLOSE_TIMEOUT_MILLIS)).build(), pool,
                timer, WalkedConnection.DIALECT);
        TransactionOptions options = TransactionOptions.DEFAULT.withTimeout(Duration.ofMillis(TIMEOUT_MILLIS)).withForceRollback(forced);
        futures.put("transaction", TransactionRun.start(LeasedBegin.start(engine, options, false), null, outer -> {
            outermost = outer;
            if (!nested) {
                return runIn(outer);
            }
            CompletableFuture<String> inner = outer.transaction(this::runIn);
            futures.put("inner", inner);
            if (shape == Shape.NESTED_AND_LEFT) {
                return outerBody;
            }
            CompletableFuture<String> sibling = outer.transaction(second -> CompletableFuture.completedFuture("second"));
            futures.put("sibling", sibling);
            return inner.thenCombine(sibling, String::concat);
        }));
        while (step()) {
            continue;
        }
        finish();
    }

    private CompletableFuture<String> runIn(Transaction tx) {
        running = tx;
        futures.put("statement", tx.execute("INSERT INTO t VALUES (1)"));
        return body;
    }

    private boolean step() {
        List<Runnable> possible = new ArrayList<>();
        if (!server.sent.isEmpty()) {
            answers().forEach(how -> possible.add(() -> {
                note(server.sent.peek().what() + " " + how);
                server.answer(how);
                openThoughLost |= server.lost && outermost != null && (outermost.isOpen() || running != null && running.isOpen());
            }));
        }
        if (shape == Shape.NESTED_AND_LEFT && outermost != null && !outerBody.isDone()) {
            possible.add(() -> {
                note("outer function ends");
                outerBody.complete("outer");
            });
        }
        if (running != null && function == null) {
            for (Function way : Function.values()) {
                if (takes(way)) {
                    possible.add(() -> goOn(way));
                }
            }
        }
        if (possible.isEmpty()) {
            return false;
        }
        if (outside.size() < OUTSIDE_EVENTS) {
            for (Outside event : Outside.values()) {
                if (isPossible(event)) {
                    possible.add(() -> happen(event));
                }
            }
        }
        possible.get(choice.applyAsInt(possible.size())).run();
        return true;
    }

    private boolean takes(Function way) {
        return switch (shape) {
            case PLAIN -> way != Function.ENDS_WELL_BESIDE_OUTER_ROLLBACK;
            case NESTED -> true;
            case NESTED_AND_LEFT -> way == Function.ENDS_WELL || way == Function.ENDS_BADLY || way == Function.NEVER_ENDS;
        };
    }

    private List<Answer> answers() {
        if (server.lost) {
            return List.of(Answer.LOST);
        }
        List<Answer> answers = new ArrayList<>(List.of(Answer.DONE, Answer.LOST));
        String what = server.sent.peek().what();
        if (what.equals("COMMIT")) {
            answers.add(Answer.LOST_AFTER_IT_WAS_DONE);
            answers.add(Answer.LOST_BEFORE_IT_WAS_SENT);
        }
        if (what.equals("COMMIT") || what.startsWith("INSERT")) {
            answers.add(Answer.REFUSED);
        }
        if (server.cancelled) {
            answers.add(Answer.CANCELLED);
        }
        return answers;
    }

    private boolean isPossible(Outside event) {
        return switch (event) {
            case GRACE -> (outside.contains(Outside.DEADLINE) || outside.contains(Outside.CANCEL)) && !outside.contains(event);
            case CLOSE_TIMEOUT -> outside.contains(Outside.GRACE) && !outside.contains(event);
            default -> !outside.contains(event) && !futures.get("transaction").isDone();
        };
    }

    private void happen(Outside event) {
        note(event.name());
        outside.add(event);
        switch (event) {
            case DEADLINE -> timer.advance(TIMEOUT_MILLIS);
            case GRACE -> {
                timer.advance(Execution.CANCEL_GRACE_MILLIS);
                toldInTime = futures.get("transaction").isDone();
            }
            case CLOSE_TIMEOUT -> timer.advance(CLOSE_TIMEOUT_MILLIS);
            case CANCEL -> futures.get("transaction").cancel(false);
            case CLOSE -> {
                pool.close(Duration.ZERO);
                timer.stop();
                toldInTime = futures.get("transaction").isDone();
            }
        }
    }

    private void goOn(Function way) {
        note("function " + way);
        function = way;
        switch (way) {
            case ENDS_WELL -> body.complete("done");
            case ENDS_BADLY -> body.completeExceptionally(new IllegalStateException("of the function"));
            case COMMITS -> endThen(running.commit(), "commit", null);
            case COMMITS_AND_ENDS_BADLY -> endThen(running.commit(), "commit", new IllegalStateException("after the commit"));
            case ROLLS_BACK -> endThen(running.rollback(), "rollback", null);
            case ENDS_WELL_BESIDE_COMMIT -> {
                futures.put("commit", running.commit());
                body.complete("done");
            }
            case ENDS_WELL_BESIDE_OUTER_ROLLBACK -> {
                futures.put("outer rollback", outermost.rollback());
                body.complete("done");
            }
            case NEVER_ENDS -> { }
        }
    }

    private void endThen(CompletableFuture<Void> end, String name, RuntimeException then) {
        futures.put(name, end);
        end.whenComplete((done, failure) -> {
            if (failure != null || then != null) {
                body.completeExceptionally(failure != null ? failure : then);
            } else {
                body.complete("done");
            }
        });
    }

    /** Lets the function end and the server answer, so that nothing has a reason to wait any longer. */
    private void finish() {
        if (!timer.isShutdown()) {
            timer.advance(2 * TIMEOUT_MILLIS);
        }
        while (!server.sent.isEmpty()) {
            server.answer(server.lost ? Answer.LOST : Answer.DONE);
        }
    }

    private void note(String step) {
        steps.add(step);
    }

    /** What somebody was told that is not so; null if there is nothing. */
    String lie() {
        for (Map.Entry<String, CompletableFuture<?>> future : futures.entrySet()) {
            String lie = future.getValue().isDone() ? lie(future.getKey(), future.getValue()) : "never ends";
            if (lie != null) {
                return future.getKey() + ": " + lie + ", after " + steps;
            }
        }
        if (!toldInTime) {
            return "not told in time that it ended by itself, after " + steps;
        }
        if (openThoughLost) {
            return "calls itself open although its connection is lost, after " + steps;
        }
        return pool.status().lent() == 0 || outside.contains(Outside.CLOSE) ? null : "the connection is not given back, after " + steps;
    }

    private String lie(String name, CompletableFuture<?> future) {
        Throwable told = failure(future);
        boolean kept = !server.committed.isEmpty();
        if (name.equals("transaction") || !nested && name.equals("commit")) {
            boolean wanted = nested || function != Function.ROLLS_BACK;
            boolean written = shape == Shape.NESTED_AND_LEFT ? running != null && failure(futures.get("inner")) == null
                    : !nested || function != Function.ROLLS_BACK;
            if (told == null && kept != (wanted && written && !forced)) {
                return "told success, and the server " + (kept ? "has" : "has not") + " what was written";
            }
        }
        if (told == null && nested && (name.equals("commit") || name.equals("inner") && function != Function.ROLLS_BACK) && !server.released) {
            return "told success, and no RELEASE was answered";
        }
        if (!(told instanceof DatabaseException error)) {
            return told instanceof IllegalStateException && kept && function == Function.ENDS_BADLY ? "the function failed, and its work is there"
                    : null;
        }
        boolean ownCommit = function != null && function.name().startsWith("COMMITS_AND");
        if (kept && !ownCommit && !name.equals("statement") && (error.outcome() == StatementOutcome.NOT_APPLIED || error.retrySafe())) {
            return "told " + error.kind() + ", not applied, and the server has it";
        }
        if (!server.commitSent && !error.retrySafe() && becauseOfLoss(error) && !name.equals("inner") && !name.equals("sibling")) {
            return "told " + error.kind() + " by a lost connection, not safe to retry, although no COMMIT was sent";
        }
        if (error.outcome() == StatementOutcome.UNKNOWN && !server.commitSent && !outside.contains(Outside.GRACE)) {
            return "told " + error.kind() + ", outcome unknown, although no COMMIT was sent";
        }
        return wrongKind(name, error.kind());
    }

    private String wrongKind(String name, ErrorKind kind) {
        if (name.endsWith("rollback") && (kind == ErrorKind.CONNECTION_LOST || kind == ErrorKind.TRANSACTION_ROLLED_BACK)) {
            return "told " + kind + ", although nothing is kept, which is what was asked";
        }
        boolean usage = kind == ErrorKind.USAGE || kind == ErrorKind.TRANSACTION_ABORTED || kind == ErrorKind.INTERNAL;
        if (usage && (name.equals("transaction") || shape == Shape.NESTED_AND_LEFT && name.equals("inner"))) {
            return "told " + kind + ", although the function kept to the rules";
        }
        boolean first = !outside.isEmpty() && outside.get(0) == Outside.DEADLINE && steps.indexOf("DEADLINE") == steps.size() - 1;
        return first && kind != ErrorKind.STATEMENT_TIMEOUT && kind != ErrorKind.COMMIT_OUTCOME_UNKNOWN && name.equals("transaction")
                && function == null ? "told " + kind + ", although it ran out of time" : null;
    }

    private static boolean becauseOfLoss(Throwable error) {
        return error instanceof DatabaseException typed && (typed.kind() == ErrorKind.CONNECTION_LOST
                || typed.kind() == ErrorKind.TRANSACTION_ROLLED_BACK && becauseOfLoss(typed.getCause()));
    }

    private static Throwable failure(CompletableFuture<?> future) {
        try {
            future.join();
            return null;
        } catch (CompletionException failure) {
            return failure.getCause();
        } catch (CancellationException cancelled) {
            return cancelled;
        }
    }
}
