// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

import java.util.Objects;

/**
 * The forms in which a database creates and drops things, where it is not about having a {@link Feature}.
 *
 * @param comments how comments are kept
 * @param indexNames where the name of an index belongs
 * @param indexMethod where the kind of an index is said
 * @param schemas what CREATE SCHEMA and DROP SCHEMA do
 * @param sequences how the next number of a sequence is asked for
 * @param optionSeparator what stands between two {@linkplain io.colonnade.sql.TableOption options} of a table
 * @param alterColumn how ALTER TABLE changes a column that is there
 * @param beforeDroppingCircles what is run before tables that refer to each other are dropped one by one, in a transaction; empty where
 *     one statement drops them together, or their foreign keys are dropped before
 */
public record DdlRules(CommentForm comments, IndexNames indexNames, IndexMethod indexMethod, SchemaForm schemas, SequenceForm sequences,
                       String optionSeparator, AlterColumn alterColumn, String beforeDroppingCircles) {

    /** The forms of the SQL standard and, where it is silent, those that most databases have. */
    public static final DdlRules ANSI = new DdlRules(CommentForm.STATEMENT, IndexNames.SCHEMA, IndexMethod.BEFORE_COLUMNS,
            SchemaForm.RESTRICT_OR_CASCADE, SequenceForm.NEXT_VALUE_FOR, " ", AlterColumn.CLAUSES, "");

    public DdlRules {
        Objects.requireNonNull(comments, "comments");
        Objects.requireNonNull(indexNames, "indexNames");
        Objects.requireNonNull(indexMethod, "indexMethod");
        Objects.requireNonNull(schemas, "schemas");
        Objects.requireNonNull(sequences, "sequences");
        Objects.requireNonNull(optionSeparator, "optionSeparator");
        Objects.requireNonNull(alterColumn, "alterColumn");
        Objects.requireNonNull(beforeDroppingCircles, "beforeDroppingCircles");
    }

    /** The same with another form of sequences. */
    public DdlRules withSequences(SequenceForm form) {
        return new DdlRules(comments, indexNames, indexMethod, schemas, form, optionSeparator, alterColumn, beforeDroppingCircles);
    }

    /** The same with another form of altering columns. */
    public DdlRules withAlterColumn(AlterColumn form) {
        return new DdlRules(comments, indexNames, indexMethod, schemas, sequences, optionSeparator, form, beforeDroppingCircles);
    }
}
