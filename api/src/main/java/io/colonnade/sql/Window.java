// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

import java.util.ArrayList;
import java.util.List;

/**
 * Which rows a function over a window sees. Immutable: each method gives back a new one. Made with {@link Windows}.
 *
 * @param partitionBy the function sees rows with the same values of these only; empty for all rows
 * @param orderBy the order of the rows; empty for none
 * @param frame which rows around the present one; null for what SQL says: from the first to the present one and its equals where there is
 *     an order, all where there is none
 */
public record Window(List<Expression<?>> partitionBy, List<OrderTerm> orderBy, Frame frame) implements WindowReference {

    public Window {
        partitionBy = Usage.copy(partitionBy, "the list of partitionBy");
        orderBy = Usage.copy(orderBy, "the list of orderBy");
    }

    /** The function sees rows with the same values only; a second call adds to the first. */
    public Window partitionBy(Expression<?>... expressions) {
        List<Expression<?>> all = new ArrayList<>(partitionBy);
        all.addAll(Usage.list(expressions, "the list of partitionBy"));
        return new Window(all, orderBy, frame);
    }

    /** The order of the rows; a second call adds to the first. */
    public Window orderBy(OrderTerm... terms) {
        List<OrderTerm> all = new ArrayList<>(orderBy);
        all.addAll(Usage.list(terms, "the list of orderBy"));
        return new Window(partitionBy, all, frame);
    }

    /** From one row to another, counted in rows. */
    public Window rows(Frame.Bound start, Frame.Bound end) {
        return new Window(partitionBy, orderBy, new Frame(Frame.Unit.ROWS, start, end, Frame.Exclusion.NO_OTHERS));
    }

    /** From one row to another, told by the difference of the one term of the order. */
    public Window range(Frame.Bound start, Frame.Bound end) {
        return new Window(partitionBy, orderBy, new Frame(Frame.Unit.RANGE, start, end, Frame.Exclusion.NO_OTHERS));
    }

    /** From one row to another, counted in groups of rows that are equal in the order. */
    public Window groups(Frame.Bound start, Frame.Bound end) {
        return new Window(partitionBy, orderBy, new Frame(Frame.Unit.GROUPS, start, end, Frame.Exclusion.NO_OTHERS));
    }

    /** Behind {@link #rows}, {@link #range} or {@link #groups}: without the present row. */
    public Window excludeCurrentRow() {
        return exclude(Frame.Exclusion.CURRENT_ROW);
    }

    /** Behind {@link #rows}, {@link #range} or {@link #groups}: without the present row and its equals in the order. */
    public Window excludeGroup() {
        return exclude(Frame.Exclusion.GROUP);
    }

    /** Behind {@link #rows}, {@link #range} or {@link #groups}: without the equals of the present row in the order. */
    public Window excludeTies() {
        return exclude(Frame.Exclusion.TIES);
    }

    private Window exclude(Frame.Exclusion exclusion) {
        if (frame == null) {
            throw Usage.error("a window excludes rows from its frame; call rows(…), range(…) or groups(…) first");
        }
        return new Window(partitionBy, orderBy, new Frame(frame.unit(), frame.start(), frame.end(), exclusion));
    }

    void check() {
        if (frame != null && frame.unit() == Frame.Unit.RANGE && frame.hasOffset() && orderBy.size() != 1) {
            throw Usage.error("range(…) by a difference needs one term of orderBy, not " + orderBy.size());
        }
        if (frame != null && frame.unit() == Frame.Unit.GROUPS && orderBy.isEmpty()) {
            throw Usage.error("groups(…) needs orderBy(…), which says what rows are equal");
        }
    }
}
