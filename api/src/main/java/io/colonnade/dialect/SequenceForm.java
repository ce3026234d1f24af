// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

/** How the next number of a sequence is asked for. */
public enum SequenceForm {
    /** {@code NEXT VALUE FOR numbers}. */
    NEXT_VALUE_FOR,
    /** {@code nextval('numbers')}. */
    NEXTVAL,
    /** There are no sequences. */
    NONE
}
