// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.report;

/** What the kit found of one claim of a dialect. */
public enum Verdict {
    /** Declared, and the database was seen to do it. */
    CONFIRMED,
    /** Declared, and the database does not do it. The rule fails. */
    OVERCLAIMED,
    /** Not declared, and the database does it. It is reported; the rule fails if the kit is strict. */
    UNDERCLAIMED,
    /** Not declared, and the database does not do it. */
    HONEST_NO,
    /** No statement can tell; the finding says why. */
    NOT_PROVABLE
}
