// SPDX-License-Identifier: Apache-2.0
package io.colonnade.differential;

import static io.colonnade.differential.Items.ITEMS;
import static io.colonnade.sql.Sql.and;
import static io.colonnade.sql.Sql.not;
import static io.colonnade.sql.Sql.or;

import io.colonnade.sql.Condition;
import io.colonnade.sql.Types;
import java.math.BigDecimal;
import java.util.List;

/** Generates conditions on items, of which each means the same on every database. */
final class Conditions {

    private final Draw draw;
    private final Changes changes;

    Conditions(Draw draw, Changes changes) {
        this.draw = draw;
        this.changes = changes;
    }

    Condition any() {
        return any(2);
    }

    private Condition any(int depth) {
        if (depth > 0 && draw.chance(50)) {
            return switch (draw.below(3)) {
                case 0 -> and(List.of(any(depth - 1), any(depth - 1)));
                case 1 -> or(List.of(any(depth - 1), any(depth - 1), any(depth - 1)));
                default -> not(any(depth - 1));
            };
        }
        return switch (draw.below(4)) {
            case 0 -> number();
            case 1 -> text();
            case 2 -> time();
            default -> other();
        };
    }

    private Condition number() {
        int n = draw.between(-20, 20);
        return switch (draw.below(9)) {
            case 0 -> ITEMS.num.eq(n);
            case 1 -> ITEMS.num.ne(n);
            case 2 -> ITEMS.num.between(n, n + 8);
            case 3 -> ITEMS.num.notBetween(n, n + 8);
            case 4 -> ITEMS.num.in(n, n + 1, n + 5);
            case 5 -> ITEMS.num.plus(ITEMS.grp).times(2).gt(n);
            case 6 -> ITEMS.big.ge(draw.big());
            case 7 -> decimal();
            default -> ITEMS.small.cast(Types.INTEGER).lt((int) draw.small());
        };
    }

    private Condition decimal() {
        BigDecimal price = draw.price();
        return switch (draw.below(6)) {
            case 0 -> ITEMS.price.gt(price);
            case 1 -> ITEMS.price.le(price);
            case 2 -> ITEMS.price.in(price, draw.price(), BigDecimal.ONE);
            case 3 -> ITEMS.price.notBetween(price.negate().min(price), price.abs());
            case 4 -> ITEMS.price.plus(price).lt(draw.price());
            default -> ITEMS.exact.lt(draw.exact());
        };
    }

    private Condition text() {
        return switch (draw.below(7)) {
            case 0 -> ITEMS.word.eq(draw.word());
            case 1 -> ITEMS.word.lt(draw.word());
            case 2 -> ITEMS.word.like(draw.oneOf("%e%", "a%", "___", "%", ""));
            case 3 -> ITEMS.note.notLike("a!_b", '!');
            case 4 -> ITEMS.note.like("a!%%", '!');
            case 5 -> ITEMS.word.notIn(List.of());
            default -> ITEMS.note.eq(draw.note());
        };
    }

    private Condition time() {
        return switch (draw.below(5)) {
            case 0 -> ITEMS.day.le(draw.day());
            case 1 -> ITEMS.hour.gt(draw.hour());
            case 2 -> ITEMS.moment.ge(draw.moment());
            case 3 -> ITEMS.instant.lt(draw.instant());
            default -> ITEMS.moment.eq(draw.moment());
        };
    }

    private Condition other() {
        return switch (draw.below(8)) {
            case 0 -> ITEMS.active.eq(draw.chance(50));
            case 1 -> ITEMS.token.eq(draw.token());
            case 2 -> ITEMS.data.eq(draw.data());
            case 3 -> ITEMS.doc.isNull();
            case 4 -> ITEMS.weight.lt(draw.weight());
            case 5 -> ITEMS.price.eq(draw.price());
            case 6 -> ITEMS.exact.isNotNull();
            default -> ITEMS.ref.between(changes.someRef(), changes.someRef() + 10);
        };
    }
}
