// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

import io.colonnade.sql.CreateSequence;
import io.colonnade.sql.DropSequence;
import io.colonnade.sql.Sequence;

/** Writes sequences. */
final class Sequences {

    private Sequences() {
    }

    static void create(Output out, CreateSequence create) {
        Sequence sequence = create.sequence();
        require(out, sequence);
        out.sql.append(create.ifAbsent() ? "CREATE SEQUENCE IF NOT EXISTS " : "CREATE SEQUENCE ");
        name(out, sequence);
        out.sql.append(" START WITH ").append(sequence.start()).append(" INCREMENT BY ").append(sequence.increment());
    }

    static void drop(Output out, DropSequence drop) {
        require(out, drop.sequence());
        out.sql.append(drop.ifPresent() ? "DROP SEQUENCE IF EXISTS " : "DROP SEQUENCE ");
        name(out, drop.sequence());
    }

    static void next(Output out, Sequence sequence) {
        require(out, sequence);
        if (out.dialect.ddlRules().sequences() == SequenceForm.NEXT_VALUE_FOR) {
            out.sql.append("NEXT VALUE FOR ");
            name(out, sequence);
            return;
        }
        // The function takes the name as a text, which holds it as it stands in SQL.
        Output name = new Output(out.dialect);
        name(name, sequence);
        out.sql.append("nextval(");
        Literals.text(out.sql, out.dialect, name.sql.toString());
        out.sql.append(')');
    }

    private static void require(Output out, Sequence sequence) {
        if (out.dialect.ddlRules().sequences() == SequenceForm.NONE) {
            throw Refusal.unsupported(out.dialect, "sequence " + sequence.name(), "use a column with generatedKey(…)");
        }
    }

    private static void name(Output out, Sequence sequence) {
        if (sequence.schema() != null) {
            out.qualifier(sequence.schema());
        }
        out.identifier(sequence.name());
    }
}
