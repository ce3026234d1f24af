// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

/** How a database skips rows without limiting their number. */
public enum OffsetWithoutLimit {
    /** {@code OFFSET n} stands alone. */
    ALONE,
    /** {@code LIMIT -1 OFFSET n}. */
    LIMIT_MINUS_ONE,
    /** {@code LIMIT 18446744073709551615 OFFSET n}. */
    LIMIT_MAXIMUM;

    /** The clause that limits the rows to all there are. */
    String limitOfAllRows() {
        return switch (this) {
            case ALONE -> "";
            case LIMIT_MINUS_ONE -> " LIMIT -1";
            case LIMIT_MAXIMUM -> " LIMIT 18446744073709551615";
        };
    }
}
