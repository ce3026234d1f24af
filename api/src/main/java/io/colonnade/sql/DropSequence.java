// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

/**
 * DROP SEQUENCE. Made with {@link Sql#dropSequence}.
 *
 * @param sequence the sequence
 * @param ifPresent whether it is no error that there is no such sequence
 */
public record DropSequence(Sequence sequence, boolean ifPresent) implements DdlStatement {

    public DropSequence {
        Usage.required(sequence, "the sequence of dropSequence");
    }

    /** Does nothing where there is no such sequence. */
    public DropSequence ifExists() {
        return new DropSequence(sequence, true);
    }
}
