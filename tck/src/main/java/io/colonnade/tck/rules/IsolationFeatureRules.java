// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.rules;

import static io.colonnade.TransactionOptions.DEFAULT;

import io.colonnade.Result;
import io.colonnade.Transaction;
import io.colonnade.TransactionOptions;
import io.colonnade.dialect.IsolationLevel;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.spi.RowSink;
import io.colonnade.spi.TransactionBackend;
import io.colonnade.spi.TransactionDefinition;
import io.colonnade.tck.Rule;
import io.colonnade.tck.Topic;
import io.colonnade.tck.report.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** What a dialect declares of transactions that run at the same time, compared with what they see of each other. */
@Topic(why = "A program that asks for a level is written against what that level keeps from it.",
        look = "ConnectionBackend.begin: how the level is set, and what isolationLevels and defaultIsolation say "
                + "after connecting.")
public class IsolationFeatureRules extends RuleGroup {

    /** As many writers are believed to be without limit. */
    private static final int MANY_WRITERS = 3;

    protected IsolationFeatureRules(Target target) {
        super(target);
    }

    @Rule(id = "FLG-124",
            text = "at a level of isolationLevels a transaction sees none of what that level keeps from it: uncommitted rows, rows that"
                    + " change between two reads, two decisions on the same rows; a level that is not listed does not begin",
            components = "isolationLevels")
    final void isolationLevels() {
        for (IsolationLevel level : IsolationLevel.values()) {
            if (run().dialect().isolationLevels().contains(level)) {
                provesLevel("isolationLevels", level.name(), level, DEFAULT.withIsolation(level));
            } else {
                boolean begins = begins(level);
                run().findings().add("isolationLevels", level.name(), "no", begins ? "begins" : "refused with UNSUPPORTED",
                        begins ? Verdict.UNDERCLAIMED : Verdict.HONEST_NO, "");
            }
        }
    }

    @Rule(id = "FLG-125", text = "a transaction that asks for no isolation level keeps what defaultIsolation promises",
            components = "defaultIsolation")
    final void defaultIsolation() {
        provesLevel("defaultIsolation", "defaultIsolation", run().dialect().defaultIsolation(), DEFAULT);
    }

    private void provesLevel(String component, String claim, IsolationLevel level, TransactionOptions options) {
        String seen;
        IsolationLevel kept;
        try {
            kept = readsUncommitted(options) ? IsolationLevel.READ_UNCOMMITTED : readsChanges(options) ? IsolationLevel.READ_COMMITTED
                    : skews(options) ? IsolationLevel.REPEATABLE_READ : IsolationLevel.SERIALIZABLE;
            seen = kept.name();
        } catch (DatabaseException refusal) {
            kept = null;
            seen = "refused with " + refusal.kind();
        }
        boolean holds = kept != null && kept.compareTo(level) >= 0;
        run().findings().add(component, claim, component.equals(claim) ? level.name() : "yes", seen,
                holds ? Verdict.CONFIRMED : Verdict.OVERCLAIMED, holds && kept != level ? "it keeps more than it must" : "");
    }

    private boolean begins(IsolationLevel level) {
        boolean[] begun = new boolean[1];
        onConnection(direct -> {
            try {
                TransactionBackend transaction = await(direct.connection().begin(new TransactionDefinition(level, false, false)));
                begun[0] = true;
                await(direct.execute(RowSink.NONE, "SELECT 1"));
                await(transaction.rollback());
            } catch (DatabaseException refusal) {
                failure(ErrorKind.UNSUPPORTED, CompletableFuture.failedFuture(refusal));
            }
        });
        return begun[0];
    }

    private Notes oneNote() {
        Notes notes = notes();
        add(db(), notes, 1);
        return notes;
    }

    private static CompletableFuture<String> text(Transaction transaction, Notes notes) {
        return transaction.fetchValue("SELECT text FROM " + notes.name() + " WHERE id = 1", String.class).thenApply(value -> value.get());
    }

    private static CompletableFuture<Result> change(io.colonnade.Queries queries, Notes notes) {
        return queries.execute("UPDATE " + notes.name() + " SET text = 'changed' WHERE id = 1");
    }

    /** The value of a stage that need not wait for others; null if it waits or fails. */
    private <T> T now(CompletableFuture<T> stage) {
        moment(stage);
        return stage.isDone() && !stage.isCompletedExceptionally() ? stage.join() : null;
    }

    /** Ends a transaction that may have failed or not have begun. */
    private static void end(CompletableFuture<Transaction> begun) {
        Await.settled(begun.thenCompose(Transaction::rollback));
    }

    private boolean readsUncommitted(TransactionOptions options) {
        Notes notes = oneNote();
        Transaction writer = await(db().begin());
        await(change(writer, notes));
        CompletableFuture<Transaction> reader = db().begin(options);
        CompletableFuture<String> read = reader.thenCompose(tx -> text(tx, notes));
        boolean dirty = "changed".equals(now(read));
        await(writer.rollback());
        Await.settled(read);
        if (reader.isCompletedExceptionally()) {
            await(reader);
        }
        end(reader);
        return dirty;
    }

    private boolean readsChanges(TransactionOptions options) {
        Notes notes = oneNote();
        Transaction reader = await(db().begin(options));
        await(text(reader, notes));
        CompletableFuture<Result> change = change(db(), notes);
        boolean changed = now(change) != null && "changed".equals(now(text(reader, notes)));
        await(reader.rollback());
        Await.settled(change);
        return changed;
    }

    /** Whether two transactions each read all rows and add one because of what they read, which one after the other would not do. */
    private boolean skews(TransactionOptions options) {
        Notes notes = oneNote();
        CompletableFuture<Transaction> first = db().begin(options);
        await(first);
        CompletableFuture<Transaction> second = db().begin(options);
        boolean both = now(second) != null && now(counts(first, notes)) != null && now(counts(second, notes)) != null;
        CompletableFuture<?> one = first.thenCompose(tx -> addOne(tx, notes, 2));
        CompletableFuture<?> two = both ? second.thenCompose(tx -> addOne(tx, notes, 3)) : CompletableFuture.completedFuture(null);
        moment(one);
        boolean committed = Await.settled(one.thenCompose(added -> first.join().commit()))
                & Await.settled(two.thenCompose(added -> both ? second.join().commit() : done()));
        end(first);
        end(second);
        return both && committed;
    }

    private static CompletableFuture<Integer> counts(CompletableFuture<Transaction> transaction, Notes notes) {
        return transaction.thenCompose(tx -> ids(tx, notes)).thenApply(List::size);
    }

    @Rule(id = "FLG-126", text = "as many connections as concurrentWriters says write at the same time, each in a transaction of its own, and no more",
            components = "concurrentWriters")
    final void concurrentWriters() {
        int declared = run().dialect().concurrentWriters();
        int writers = declared == 0 ? MANY_WRITERS : Math.min(declared, MANY_WRITERS);
        Notes notes = notes();
        List<Transaction> open = new ArrayList<>();
        boolean all = true;
        for (int i = 1; all && i <= writers; i++) {
            Transaction transaction = await(db().begin());
            open.add(transaction);
            all = Await.settled(addOne(transaction, notes, i));
        }
        // Of another database, because the core makes the writers of one wait by what is declared.
        CompletableFuture<Transaction> another = all && declared == writers ? openSingle().begin() : null;
        boolean more = another != null && writesMeanwhile(another, notes, writers + 1);
        open.forEach(transaction -> Await.settled(transaction.rollback()));
        if (another != null) {
            end(another);
        }
        run().findings().add("concurrentWriters", "concurrentWriters", declared == 0 ? "no limit" : Integer.toString(declared),
                more ? "more than " + writers : all ? writers + " at the same time" : "fewer than " + writers,
                more ? Verdict.UNDERCLAIMED : all ? Verdict.CONFIRMED : Verdict.OVERCLAIMED, "");
    }

    /** Whether a transaction writes while others hold what they wrote; one that waits for them is given a moment. */
    private boolean writesMeanwhile(CompletableFuture<Transaction> begun, Notes notes, int id) {
        CompletableFuture<Result> written = begun.thenCompose(transaction -> addOne(transaction, notes, id));
        moment(written);
        return written.isDone() && !written.isCompletedExceptionally();
    }

    @Rule(id = "FLG-127",
            text = "a connection takes as many statements as pipeliningDepth says before the first has answered, and answers each",
            components = "pipeliningDepth")
    final void pipelining() {
        int declared = run().dialect().pipeliningDepth();
        int statements = Math.min(declared, 100);
        onConnection(direct -> {
            CompletableFuture<Void> gate = direct.hold();
            List<CompletableFuture<Integer>> answers = IntStream.range(0, statements).mapToObj(i -> {
                CompletableFuture<Integer> value = new CompletableFuture<>();
                direct.execute(row -> value.complete(((Number) row.get(0)).intValue()), "SELECT :n + 0", i)
                        .whenComplete((outcome, failure) -> value.complete(-1));
                return value;
            }).toList();
            gate.complete(null);
            List<Integer> values = answers.stream().map(RuleGroup::await).toList();
            boolean all = values.equals(IntStream.range(0, statements).boxed().toList());
            run().findings().add("pipeliningDepth", "pipeliningDepth", Integer.toString(declared), all ? "each answered"
                    : "not all answered",
                    !all ? Verdict.OVERCLAIMED : declared == 1 ? Verdict.CONFIRMED : Verdict.NOT_PROVABLE,
                    all && declared > 1 ? "a connection that makes statements wait answers them in the same way" : "");
        });
    }
}
