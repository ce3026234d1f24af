// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck;

/** How binding a rule is. */
public enum Level {
    /** A backend that breaks it is not compatible. */
    MUST,
    /** A backend that breaks it says so and why. */
    SHOULD
}
