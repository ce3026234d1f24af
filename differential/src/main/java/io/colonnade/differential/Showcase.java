// SPDX-License-Identifier: Apache-2.0
package io.colonnade.differential;

import static io.colonnade.differential.Oddities.ODDITIES;
import static io.colonnade.sql.Sql.insertInto;
import static io.colonnade.sql.Sql.select;

import io.colonnade.Database;
import io.colonnade.TransactionOptions;
import io.colonnade.sql.Column;
import io.colonnade.sql.Condition;
import io.colonnade.sql.Expression;
import io.colonnade.sql.Insert;
import io.colonnade.sql.Select;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Collects steps that show something on rows which none of them keeps. */
final class Showcase {

    private final List<Step> steps = new ArrayList<>();

    List<Step> steps() {
        return List.copyOf(steps);
    }

    void step(Step step) {
        steps.add(step);
    }

    /** Something that is the same everywhere, close to where something is not. */
    void same(String title, Work... works) {
        steps.add(Step.of(title, undone(List.of(works))));
    }

    /** Something that shows a difference. */
    void show(String title, KnownDifference difference, Work... works) {
        show(title, EnumSet.of(difference), works);
    }

    /** Something that shows several. */
    void show(String title, Set<KnownDifference> differences, Work... works) {
        steps.add(Step.of(title, undone(List.of(works))).allow(differences));
    }

    /** Something that is refused where the difference applies. */
    void refused(String title, KnownDifference difference, Work work) {
        steps.add(Step.of(title, undone(List.of(work))).instead(difference, "error UNSUPPORTED, NOT_APPLIED"));
    }

    static <T> Work put(Column<T> column, T value) {
        return put(1, column, value);
    }

    static <T> Work put(int id, Column<T> column, T value) {
        Insert insert = Changes.set(insertInto(ODDITIES).set(ODDITIES.id, id), column, value);
        return on -> Answers.result(on.execute(insert));
    }

    static Work ids(Condition where) {
        return fetch(select(ODDITIES.id).from(ODDITIES).where(where).orderBy(ODDITIES.id));
    }

    static Work ordered(Column<?> column) {
        return fetch(select(ODDITIES.id).from(ODDITIES).orderBy(column));
    }

    static Work value(Expression<?> expression) {
        return fetch(select(expression.as("result")).from(ODDITIES));
    }

    static Work fetch(Select select) {
        return on -> Answers.rows(on.fetchAll(select));
    }

    static Work fetch(String sql) {
        return on -> Answers.rows(on.fetchAll(sql));
    }

    static Work execute(String sql, Object... values) {
        return on -> Answers.result(on.execute(sql, values));
    }

    private static Work undone(List<Work> works) {
        return on -> {
            List<String> log = Collections.synchronizedList(new ArrayList<>());
            CompletableFuture<String> end = ((Database) on).transaction(TransactionOptions.DEFAULT.withForceRollback(true), tx -> {
                CompletableFuture<String> last = CompletableFuture.completedFuture("");
                for (Work work : works) {
                    last = last.thenCompose(before -> work.run(tx)).whenComplete((answer, error) -> log.add(answer));
                }
                return last;
            });
            return Answers.of(end, answer -> "").thenApply(answer -> String.join("\n", log) + answer);
        };
    }
}
