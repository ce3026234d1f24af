// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres;

import io.colonnade.jdbc.AsyncCancel;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

/** Finds out whether a connection still answers what it is asked, and not what was asked before. */
final class StepCheck {

    private static final int MILLIS = 10_000;

    private StepCheck() {
    }

    /** All that the server still had to say comes before its answer to this. */
    static boolean answersInStep(Connection connection, AsyncCancel cancel) {
        String question = UUID.randomUUID().toString();
        try {
            connection.setNetworkTimeout(Runnable::run, MILLIS);
            cancel.settle();
            try (Statement statement = connection.createStatement(); ResultSet answer = statement.executeQuery("SELECT '" + question + "'")) {
                return answer.next() && question.equals(answer.getString(1));
            } finally {
                connection.setNetworkTimeout(Runnable::run, 0);
            }
        } catch (SQLException | RuntimeException outOfStep) {
            return false;
        }
    }
}
