// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

import io.colonnade.sql.VendorStatement;
import java.util.List;

/** Writes statements that only one database has. */
final class VendorStatementWriter {

    private final Output out;
    private final QueryWriter expressions;

    VendorStatementWriter(Output out) {
        this.out = out;
        expressions = QueryWriter.ofDdl(out);
    }

    void write(VendorStatement statement) {
        if (!statement.dialect().equals(out.dialect.name())) {
            throw Refusal.unsupported(out.dialect, statement.what() + " of " + statement.dialect(), statement.instead());
        }
        parts(statement.parts());
    }

    private void parts(List<VendorStatement.Part> parts) {
        for (VendorStatement.Part part : parts) {
            if (part instanceof VendorStatement.Words words) {
                out.sql.append(words.text());
            } else if (part instanceof VendorStatement.Name name) {
                if (name.schema() != null) {
                    out.qualifier(name.schema());
                }
                out.identifier(name.name());
            } else if (part instanceof VendorStatement.Literal literal) {
                Literals.text(out.sql, out.dialect, literal.text());
            } else if (part instanceof VendorStatement.TypeName type) {
                out.sql.append(out.dialect.typeName(type.type()));
            } else if (part instanceof VendorStatement.Term term) {
                expressions.write(term.expression());
            } else {
                quoted((VendorStatement.Quoted) part);
            }
        }
    }

    private void quoted(VendorStatement.Quoted quoted) {
        int start = out.sql.length();
        parts(quoted.parts());
        String content = out.sql.substring(start);
        out.sql.setLength(start);
        Literals.text(out.sql, out.dialect, content);
    }
}
