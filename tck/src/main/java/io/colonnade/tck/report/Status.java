// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.report;

/** How a rule ended. */
public enum Status {
    /** The backend keeps it. */
    PASS,
    /** The backend breaks it. */
    FAIL,
    /** The dialect declares that the database lacks what the rule needs, and the kit saw that it is refused or missing as declared. */
    UNSUPPORTED_VERIFIED,
    /** The implementer's class left it out, with a reason. */
    EXCLUDED,
    /** It was not part of this run. */
    NOT_RUN
}
