// SPDX-License-Identifier: Apache-2.0
package io.colonnade.mysql;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * What is prepared of one text: it is prepared once for each combination of classes of values, of which few are kept, the last used one first.
 */
final class MySqlVariants {

    private static final int MOST = 4;

    private final Preparing preparing;
    private final List<MySqlPrepared> variants = new ArrayList<>(1);

    MySqlVariants(Preparing preparing) {
        this.preparing = preparing;
    }

    /** Has a statement prepared that has not been run yet, for such values. */
    @FunctionalInterface
    interface Preparing {
        MySqlPrepared prepare(Object[] values) throws SQLException;
    }

    /** The one that takes such values. */
    MySqlPrepared taking(Object[] values) throws SQLException {
        if (!variants.isEmpty() && variants.get(0).isForOneRun()) {
            variants.remove(0).close();
        }
        for (int i = 0; i < variants.size(); i++) {
            MySqlPrepared variant = variants.get(i);
            if (variant.takes(values)) {
                if (i > 0) {
                    variants.remove(i);
                    variants.add(0, variant);
                }
                return variant;
            }
        }
        if (variants.size() == MOST) {
            variants.remove(MOST - 1).close();
        }
        MySqlPrepared made = preparing.prepare(values);
        made.takeFirst(values);
        variants.add(0, made);
        return made;
    }

    void close() throws SQLException {
        for (MySqlPrepared variant : variants) {
            variant.close();
        }
        variants.clear();
    }
}
