// SPDX-License-Identifier: Apache-2.0
package com.example.h2;

import io.colonnade.dialect.Parameter;
import io.colonnade.jdbc.JdbcTypes;
import io.colonnade.sql.Json;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.SQLException;

// snippet: h2-types
/** How values pass: by the book, but for JSON, of which H2 would make a JSON string if it were bound as text. */
enum H2Types implements JdbcTypes {
    INSTANCE;

    @Override
    public void bind(PreparedStatement statement, int index, Object value, Parameter parameter) throws SQLException {
        if (value instanceof Json json) {
            statement.setBytes(index, json.text().getBytes(StandardCharsets.UTF_8));
        } else {
            JdbcTypes.super.bind(statement, index, value, parameter);
        }
    }
}
// end
