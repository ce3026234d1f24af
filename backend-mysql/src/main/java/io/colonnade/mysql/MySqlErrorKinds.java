// SPDX-License-Identifier: Apache-2.0
package io.colonnade.mysql;

import io.colonnade.error.ErrorKind;
import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the servers' error numbers are called. SQLSTATE alone is too coarse here: many errors have HY000 or 42000. The words are English,
 * for every session asks for that.
 */
final class MySqlErrorKinds {

    static final int INTERRUPTED = 1317;
    static final int DEADLOCK = 1213;
    static final int LOCK_TABLE_FULL = 1206;
    static final int NO_SUCH_SAVEPOINT = 1305;
    static final int MARIADB_CHECK = 4025;
    static final int TABLE_REFERENCED = 3730;
    static final int NO_PARTITION = 1526;
    static final int UNKNOWN_VARIABLE = 1193;

    private static final int PACKET_TOO_LARGE = 1153;
    private static final int MALFORMED_PACKET = 1835;

    private static final int SIGNAL = 1644;
    /** So MariaDB calls arguments that a function cannot take, as a radius of 0. */
    private static final int INTERNAL_ERROR = 1815;
    private static final Pattern ENGINE_ERROR = Pattern.compile("Got error (\\d+)");
    private static final Pattern FILE_ERROR = Pattern.compile("\\((?:errno|OS errno|Errcode):? (\\d+)", Pattern.CASE_INSENSITIVE);

    private MySqlErrorKinds() {
    }

    /** Whether the server hangs up after this error, whatever kind of error it is: it has not read what was sent to it to the end. */
    static boolean endsConnection(int number) {
        return number == PACKET_TOO_LARGE || number == MALFORMED_PACKET;
    }

    /** By its number; null for one that only its state tells. */
    static ErrorKind ofNumber(int number, String text) {
        ErrorKind kind = ofTransactionsAndSessions(number, text);
        kind = kind != null ? kind : ofNames(number, text);
        return kind != null ? kind : ofValues(number, text);
    }

    private static ErrorKind ofTransactionsAndSessions(int number, String text) {
        return switch (number) {
            case 1205, 3572 -> ErrorKind.LOCK_TIMEOUT;
            case DEADLOCK, 1614, 3058 -> ErrorKind.DEADLOCK;
            // The definition of a table has changed under a transaction, or under a statement, several times in a row.
            case 1020, 1412, 1615, 1684 -> ErrorKind.SERIALIZATION;
            case INTERRUPTED -> ErrorKind.CANCELLED;
            case 3024, 1969 -> ErrorKind.STATEMENT_TIMEOUT;
            case 1040, 1203 -> ErrorKind.TOO_MANY_CONNECTIONS;
            // A limit of the user's: on connections, or on statements in an hour.
            case 1226 -> text.contains("connections") ? ErrorKind.TOO_MANY_CONNECTIONS : ErrorKind.STORAGE_FULL;
            case 1129, 1130 -> ErrorKind.DATABASE_UNREACHABLE;
            case 1053, 1077, 1079, 1158, 1159, 1160, 1161, 1927, 3169, 4031 -> ErrorKind.CONNECTION_LOST;
            case 1044, 1142, 1143, 1227, 1370, 1410, 1419, 1095, 1148, 3948, 4166 -> ErrorKind.PERMISSION;
            case 3159 -> ErrorKind.TLS_FAILED;
            case 1045, 1251, 1698, 1820, 1862, 3118, 4151, 2059, 2061 -> ErrorKind.AUTHENTICATION_FAILED;
            case 1290 -> text.contains("read-only") ? ErrorKind.READ_ONLY : ErrorKind.PERMISSION;
            case 1792, 1836 -> ErrorKind.READ_ONLY;
            case 1021, 1037, 1038, 1041, 1114, 1461 -> ErrorKind.STORAGE_FULL;
            case 126, 127, 145, 1033, 1034, 1035, 1194, 1195, 1712 -> ErrorKind.CORRUPT;
            case 1099, 1100, 1192, 1228, 1229, 1238, 1288, 1422, 1471, 1568 -> ErrorKind.INVALID_STATE;
            default -> null;
        };
    }

    private static ErrorKind ofNames(int number, String text) {
        return switch (number) {
            case 1052, 1064, 1065, 1066, 1111, 1136, 1149, 1222, 1241, 1267, 1270, 1271, 1347, 1353, 1418, 1747,
                    1822, 1906, 3065, 3105, 3573, 3574, 3575, 3576, 3577, 3593, 4002, 4004, 4015, 4016 -> ErrorKind.SYNTAX;
            case 1008, 1049, 1051, 1054, 1072, 1091, 1094, 1109, 1115, 1128, 1146, 1176, 1193, 1243, 1273, 1305, 1356, 1360,
                    1449, 1508, 1824, 3579, 4009, 4092, 4161 -> ErrorKind.NOT_FOUND;
            case 1007, 1050, 1060, 1061, 1086, 1110, 1304, 1359, 1826 -> ErrorKind.ALREADY_EXISTS;
            // Of tables, databases and files; the lowest numbers are those of the servers' library.
            case 1, 2, 3, 4, 5, 6, 7, 9, 10, 13, 14, 18, 22, 24, 25, 27, 28, 29, 1004, 1005, 1006, 1013, 1015, 1016, 1017, 1018, 1019,
                    1025 -> ofFile(text);
            case 1030 -> ofEngine(text);
            case 1396 -> text.contains("CREATE ") ? ErrorKind.ALREADY_EXISTS : ErrorKind.NOT_FOUND;
            case 1093, 1178, 1235, 1286, 1295, 1442, 1443, 1701, 1845, 1846 -> ErrorKind.UNSUPPORTED;
            default -> null;
        };
    }

    /** A file or a table that the server cannot make or read; it says why by a number of the system's or of its storage engine. */
    private static ErrorKind ofFile(String text) {
        Matcher reason = FILE_ERROR.matcher(text);
        return switch (reason.find() ? reason.group(1) : "") {
            case "28" -> ErrorKind.STORAGE_FULL;
            case "2" -> ErrorKind.NOT_FOUND;
            case "1", "13" -> ErrorKind.PERMISSION;
            case "17" -> ErrorKind.ALREADY_EXISTS;
            case "36" -> ErrorKind.VALUE_TOO_LARGE;
            case "121" -> ErrorKind.ALREADY_EXISTS;
            case "150" -> ErrorKind.SYNTAX;
            default -> null;
        };
    }

    /** What a storage engine could not do: of a table whose space was discarded, of one that is damaged. */
    private static ErrorKind ofEngine(String text) {
        Matcher reason = ENGINE_ERROR.matcher(text);
        return switch (reason.find() ? reason.group(1) : "") {
            case "28" -> ErrorKind.STORAGE_FULL;
            case "126", "127", "134", "141", "144", "145", "175" -> ErrorKind.CORRUPT;
            default -> ErrorKind.INVALID_STATE;
        };
    }

    private static ErrorKind ofValues(int number, String text) {
        return switch (number) {
            case 1062, 1022, 1169, 1586, 1048, 1364, 1216, 1217, 1369, 1451, 1452, 1553, 1828, 1829, 1830, 3819, NO_PARTITION,
                    TABLE_REFERENCED, MARIADB_CHECK -> ErrorKind.CONSTRAINT;
            case 1059, 1071, 1117, 1118, PACKET_TOO_LARGE, 1301, 1390, 1436, 1456 -> ErrorKind.VALUE_TOO_LARGE;
            case 1139, 1172, 1210, 1231, 1232, 1242, 1264, 1265, 1292, 1298, 1300, 1365, 1366, 1367, 1406, 1411, 1467, 1525, 1690, 3057,
                    3140, 3141, 3143, 3156, 3780, 3854, 4038, 4079, INTERNAL_ERROR -> ErrorKind.DATA;
            case 1105 -> text.startsWith("XPATH ") ? ErrorKind.DATA : null;
            default -> number >= 3685 && number <= 3700 ? ErrorKind.DATA : null;
        };
    }

    /** By the class of its state, which the users' own code chooses where it raises errors. */
    static ErrorKind ofState(SQLException error) {
        String state = String.valueOf(error.getSQLState());
        return switch (state.length() < 2 ? "" : state.substring(0, 2)) {
            case "08" -> ErrorKind.CONNECTION_LOST;
            case "0A" -> ErrorKind.UNSUPPORTED;
            case "02", "20", "21", "22" -> ErrorKind.DATA;
            case "23", "44", "45" -> ErrorKind.CONSTRAINT;
            case "24" -> ErrorKind.INVALID_STATE;
            case "25" -> state.equals("25006") ? ErrorKind.READ_ONLY : ErrorKind.INVALID_STATE;
            case "28" -> ErrorKind.AUTHENTICATION_FAILED;
            case "42" -> ofName(state);
            case "2F" -> ErrorKind.SYNTAX;
            case "40" -> ErrorKind.SERIALIZATION;
            // The driver's own: an argument that it cannot take.
            case "S1" -> state.equals("S1009") ? ErrorKind.DATA : ErrorKind.INTERNAL;
            default -> error.getErrorCode() == SIGNAL ? ErrorKind.CONSTRAINT
                    : error.getErrorCode() > 0 ? MySqlErrorWords.of(String.valueOf(error.getMessage())) : ErrorKind.INTERNAL;
        };
    }

    private static ErrorKind ofName(String state) {
        return switch (state) {
            case "42S02", "42S12", "42S22" -> ErrorKind.NOT_FOUND;
            case "42S01", "42S11", "42S21" -> ErrorKind.ALREADY_EXISTS;
            default -> ErrorKind.SYNTAX;
        };
    }
}
