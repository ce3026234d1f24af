// SPDX-License-Identifier: Apache-2.0
package io.colonnade.differential;

import static io.colonnade.differential.Groups.GROUPS;
import static io.colonnade.differential.Items.ITEMS;
import static io.colonnade.sql.Sql.avg;
import static io.colonnade.sql.Sql.caseWhen;
import static io.colonnade.sql.Sql.coalesce;
import static io.colonnade.sql.Sql.count;
import static io.colonnade.sql.Sql.countDistinct;
import static io.colonnade.sql.Sql.exists;
import static io.colonnade.sql.Sql.length;
import static io.colonnade.sql.Sql.lower;
import static io.colonnade.sql.Sql.max;
import static io.colonnade.sql.Sql.min;
import static io.colonnade.sql.Sql.scalar;
import static io.colonnade.sql.Sql.select;
import static io.colonnade.sql.Sql.selectFrom;
import static io.colonnade.sql.Sql.sum;
import static io.colonnade.sql.Sql.upper;
import static io.colonnade.sql.Sql.value;

import io.colonnade.sql.AliasColumn;
import io.colonnade.sql.Column;
import io.colonnade.sql.Condition;
import io.colonnade.sql.DerivedTable;
import io.colonnade.sql.Labelled;
import io.colonnade.sql.Ordering;
import io.colonnade.sql.Select;
import io.colonnade.sql.SqlType;
import io.colonnade.sql.TableAlias;
import io.colonnade.sql.Types;

/** Generates select expressions. */
final class Selects {

    private final Draw draw;
    private final Conditions conditions;

    Selects(Draw draw, Conditions conditions) {
        this.draw = draw;
        this.conditions = conditions;
    }

    Step any() {
        return switch (draw.below(9)) {
            case 0, 1 -> items();
            case 2 -> calculations();
            case 3 -> groups();
            case 4 -> joins();
            case 5 -> subqueries();
            case 6 -> texts();
            case 7 -> aggregates();
            default -> cases();
        };
    }

    private static Step fetch(String title, Select select, KnownDifference... allowed) {
        return Step.of(title + ": " + select, on -> Answers.rows(on.fetchAll(select)), allowed);
    }

    /** All columns but the generated key. */
    static Select wholeItems() {
        return select(ITEMS.columns().stream().filter(column -> !column.isGenerated()).toList()).from(ITEMS);
    }

    private Select limited(Select select) {
        return switch (draw.below(4)) {
            case 0 -> select.limit(draw.below(5));
            case 1 -> select.limit(draw.between(1, 20)).offset(draw.below(30));
            case 2 -> select.offset(draw.below(40));
            default -> select;
        };
    }

    private Step items() {
        Column<?> by = draw.oneOf(ITEMS.num, ITEMS.word, ITEMS.day, ITEMS.hour, ITEMS.moment, ITEMS.instant, ITEMS.active, ITEMS.big,
                ITEMS.weight, ITEMS.data);
        Ordering first = draw.chance(50) ? by.asc() : by.desc();
        Select select = limited(wholeItems().where(conditions.any()).orderBy(first, ITEMS.ref.asc()));
        return fetch("items", select, KnownDifference.NULLS_ORDER, KnownDifference.JSON_TEXT);
    }

    private Step calculations() {
        Select select = select(ITEMS.ref, ITEMS.num.plus(ITEMS.grp).minus(3).as("sum"), ITEMS.num.times(ITEMS.num).as("square"),
                ITEMS.num.negate().as("negative"), ITEMS.num.modulo(7).as("rest"), ITEMS.weight.dividedBy(4d).as("quarter"),
                ITEMS.weight.times(2d).plus(0.5).as("affine"), coalesce(ITEMS.num, 99).as("n"), coalesce(ITEMS.big, value(5L)).as("b"),
                ITEMS.num.cast(Types.BIGINT).as("wide"), ITEMS.small.cast(Types.INTEGER).plus(1).as("next"),
                coalesce(ITEMS.day, draw.day()).as("some_day"), coalesce(ITEMS.active, false).as("is_active"))
                .from(ITEMS).where(conditions.any().and(ITEMS.weight.between(-1e200, 1e200))).orderBy(ITEMS.ref);
        return fetch("calculations", select);
    }

    private Step groups() {
        Labelled<Long> rows = count().as("row_count");
        Select select = select(ITEMS.grp, rows, count(ITEMS.num).as("nums"), countDistinct(ITEMS.word).as("words"),
                sum(ITEMS.num).as("total"), min(ITEMS.word).as("first_word"), max(ITEMS.moment).as("last"), max(ITEMS.day).as("last_day"),
                min(ITEMS.instant).as("first_instant"), min(ITEMS.hour).as("first_hour"), avg(ITEMS.num.cast(Types.DOUBLE)).as("mean"))
                .from(ITEMS).where(conditions.any()).groupBy(ITEMS.grp).having(count().gt((long) draw.below(5)))
                .orderBy(rows.desc(), ITEMS.grp.asc());
        return fetch("groups", select);
    }

    private Step aggregates() {
        Condition where = conditions.any();
        return switch (draw.below(3)) {
            case 0 -> fetch("sum of decimals", select(sum(ITEMS.price).as("total"), max(ITEMS.grp).as("top")).from(ITEMS).where(where));
            case 1 -> fetch("wide sum", select(sum(ITEMS.num.cast(Types.BIGINT)).as("total"), count().as("row_count")).from(ITEMS)
                    .where(where));
            default -> fetch("distinct", select(ITEMS.word, ITEMS.active).distinct().from(ITEMS).where(where.and(ITEMS.word.isNotNull())
                    .and(ITEMS.active.isNotNull())).orderBy(ITEMS.word, ITEMS.active));
        };
    }

    private Step joins() {
        if (draw.chance(50)) {
            TableAlias other = ITEMS.as("o");
            AliasColumn<Integer> ref = other.column(ITEMS.ref);
            return fetch("self join", limited(select(ITEMS.ref, ref.as("other"), other.column(ITEMS.num), other.column(ITEMS.token))
                    .from(ITEMS).leftJoin(other, ref.eq(ITEMS.ref.plus(1)).and(other.column(ITEMS.grp).eq(ITEMS.grp)))
                    .where(conditions.any()).orderBy(ITEMS.ref)));
        }
        return fetch("join", limited(select(GROUPS.name, GROUPS.order, ITEMS.ref, ITEMS.active).from(GROUPS)
                .leftJoin(ITEMS, ITEMS.grp.eq(GROUPS.id).and(conditions.any())).where(GROUPS.order.ge(0))
                .orderBy(GROUPS.id, ITEMS.ref)), KnownDifference.NULLS_ORDER);
    }

    private Step subqueries() {
        Condition where = conditions.any();
        return switch (draw.below(4)) {
            case 0 -> fetch("in select", select(GROUPS.id, GROUPS.name).from(GROUPS)
                    .where(GROUPS.id.in(select(ITEMS.grp).from(ITEMS).where(where))).orderBy(GROUPS.id));
            case 1 -> fetch("exists", selectFrom(GROUPS).where(exists(select(ITEMS.ref).from(ITEMS)
                    .where(ITEMS.grp.eq(GROUPS.id).and(where))).not()).orderBy(GROUPS.id));
            case 2 -> fetch("scalar", select(GROUPS.id, scalar(select(count()).from(ITEMS).where(ITEMS.grp.eq(GROUPS.id).and(where)),
                    Types.BIGINT).as("items")).from(GROUPS).orderBy(GROUPS.id.desc()));
            default -> {
                Labelled<Integer> g = ITEMS.grp.as("g");
                Labelled<Long> c = count().as("c");
                DerivedTable inner = select(g, c).from(ITEMS).where(where).groupBy(ITEMS.grp).as("t");
                yield fetch("derived table", select(inner.column(g), inner.column(c)).from(inner).where(inner.column(c).gt(1L))
                        .orderBy(inner.column(g)));
            }
        };
    }

    private Step texts() {
        SqlType<String> short40 = Types.varchar(40);
        return fetch("texts", limited(select(ITEMS.ref, upper(ITEMS.word).as("loud"), lower(ITEMS.word).as("quiet"),
                length(ITEMS.word).as("len"), coalesce(ITEMS.word, ITEMS.note, value("-")).as("some"), ITEMS.num.cast(short40).as("digits"),
                ITEMS.note, ITEMS.data).from(ITEMS).where(conditions.any()).orderBy(ITEMS.word.desc(), ITEMS.ref.desc())),
                KnownDifference.NULLS_ORDER);
    }

    private Step cases() {
        return fetch("case", select(ITEMS.ref, caseWhen(conditions.any()).then("first").when(conditions.any()).then("second").orElse("none")
                .as("which"), caseWhen(ITEMS.num.gt(0)).then(ITEMS.num).orElse(0).as("positive"),
                caseWhen(ITEMS.active.eq(true)).then(true).orElse(false).as("flag")).from(ITEMS).where(conditions.any())
                .orderBy(ITEMS.ref.desc()).limit(20));
    }
}
