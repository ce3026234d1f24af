// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

import java.util.ArrayList;
import java.util.List;

/**
 * A statement that creates, changes or drops something that only one database has. All others refuse it before anything is sent.
 *
 * @param dialect the name of the database's dialect: {@code postgresql}
 * @param what what it is called in errors: {@code "CREATE TYPE"}
 * @param instead what to do with other databases, for the error: {@code "use a text column with a check constraint"}
 * @param parts its text, piece by piece
 */
public record VendorStatement(String dialect, String what, String instead, List<Part> parts) implements DdlStatement {

    /** A piece of the text. */
    public sealed interface Part permits Words, Name, Literal, TypeName, Term, Quoted {
    }

    /** Text as it is, never of a user. */
    public record Words(String text) implements Part {
    }

    /** A name, quoted where that is needed, behind its schema unless that is null. */
    public record Name(String schema, String name) implements Part {
    }

    /** A text in quotes. */
    public record Literal(String text) implements Part {
    }

    /** A type, as the database spells it. */
    public record TypeName(SqlType<?> type) implements Part {
    }

    /** An expression; values in it become text. */
    public record Term(Expression<?> expression) implements Part {
    }

    /** Pieces that together are the content of one text in quotes, such as the body of a block. */
    public record Quoted(List<Part> parts) implements Part {
        public Quoted {
            parts = List.copyOf(parts);
        }
    }

    public VendorStatement {
        Usage.name(dialect, "the dialect of a statement");
        Usage.required(what, "what a statement is called");
        Usage.required(instead, "what to do in place of " + what);
        parts = List.copyOf(parts);
    }

    /** A statement of no text yet. */
    public static VendorStatement of(String dialect, String what, String instead) {
        return new VendorStatement(dialect, what, instead, List.of());
    }

    /** Adds text as it is, never of a user. */
    public VendorStatement words(String text) {
        return with(new Words(text));
    }

    /** Adds a name, quoted where that is needed. */
    public VendorStatement name(String name) {
        return name(null, name);
    }

    /** Adds a name, quoted where that is needed, behind its schema unless that is null. */
    public VendorStatement name(String schema, String name) {
        return with(new Name(schema == null ? null : Usage.name(schema, "the schema of " + what), Usage.name(name, "the name of " + what)));
    }

    /** Adds a text in quotes. */
    public VendorStatement literal(String text) {
        return with(new Literal(Usage.required(text, "a text of " + what)));
    }

    /** Adds a type, as the database spells it. */
    public VendorStatement type(SqlType<?> type) {
        return with(new TypeName(Usage.required(type, "a type of " + what)));
    }

    /** Adds an expression; values in it become text. */
    public VendorStatement expression(Expression<?> expression) {
        return with(new Term(Usage.required(expression, "an expression of " + what)));
    }

    /** Adds the text of another statement as one text in quotes. */
    public VendorStatement quoted(VendorStatement body) {
        return with(new Quoted(Usage.required(body, "a statement in quotes of " + what).parts));
    }

    private VendorStatement with(Part part) {
        List<Part> all = new ArrayList<>(parts);
        all.add(part);
        return new VendorStatement(dialect, what, instead, all);
    }
}
