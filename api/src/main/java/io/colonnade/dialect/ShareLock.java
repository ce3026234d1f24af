// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

/** How a select locks rows so that others may read them but not change them. */
public enum ShareLock {
    /** {@code FOR SHARE}. */
    FOR_SHARE,
    /** {@code LOCK IN SHARE MODE}. */
    LOCK_IN_SHARE_MODE,
    /** Not at all: it locks rows against changes and such locks, or none. */
    NONE
}
