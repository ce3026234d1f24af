// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire.rogue;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The server's part in MySQL's protocol, as far as one that only pretends needs it. */
final class FakeMySql {

    static final int TLS = 0x800;
    static final String SCRAMBLE = "abcdefghijklmnopqrst";
    static final byte[] OK = {0, 0, 0, 2, 0, 0, 0};
    static final byte[] END = {(byte) 0xfe, 0, 0, 2, 0};
    private static final int LONGEST = 0xff_ffff;
    /** Files among them, and nothing that changes the form of an answer. */
    private static final int CAPABILITIES = 0x000f_a28f;
    private static final int NOTHING = -1;
    private static final int QUIT = 1;
    private static final int QUERY = 3;
    private static final int PREPARE = 0x16;
    private static final int EXECUTE = 0x17;
    private static final int CLOSE = 0x19;
    private static final Pattern VARIABLE = Pattern.compile("@@(?:session\\.)?(\\w+)(?: AS (\\w+))?");

    /** What answers a statement. */
    interface Answer {
        void to(DataOutputStream out) throws IOException;
    }

    private FakeMySql() {
    }

    static void send(DataOutputStream out, int number, byte[] payload) throws IOException {
        header(out, number, payload.length);
        out.write(payload);
    }

    static void header(DataOutputStream out, int number, int length) throws IOException {
        out.write(new byte[] {(byte) length, (byte) (length >> 8), (byte) (length >> 16), (byte) number});
    }

    /** So many bytes, over as many packets as that takes. */
    static void sendLong(DataOutputStream out, int firstNumber, byte[] begins, long length) throws IOException {
        long left = length;
        int number = firstNumber;
        byte[] first = begins;
        while (left >= 0) {
            int part = (int) Math.min(left, LONGEST);
            header(out, number++, part);
            out.write(first);
            Flood.zeros(out, part - first.length);
            first = new byte[0];
            left = part == LONGEST ? left - part : -1;
        }
    }

    static byte[] receive(DataInputStream in) throws IOException {
        int length = in.readUnsignedByte() | in.readUnsignedByte() << 8 | in.readUnsignedByte() << 16;
        in.readByte();
        return in.readNBytes(length);
    }

    static byte[] greeting(int moreCapabilities, String plugin) throws IOException {
        int capabilities = CAPABILITIES | moreCapabilities;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream greeting = new DataOutputStream(bytes);
        greeting.writeByte(10);
        greeting.writeBytes("8.0.33\0");
        greeting.writeInt(0x0100_0000);
        greeting.writeBytes(SCRAMBLE.substring(0, 8) + "\0");
        greeting.write(new byte[] {(byte) capabilities, (byte) (capabilities >> 8), 45, 2, 0, (byte) (capabilities >> 16),
                (byte) (capabilities >> 24), 21});
        greeting.write(new byte[10]);
        greeting.writeBytes(SCRAMBLE.substring(8) + "\0" + plugin + "\0");
        return bytes.toByteArray();
    }

    /** Greets without TLS, and reads who wants to come in. */
    static void greet(DataInputStream in, DataOutputStream out) throws IOException {
        send(out, 0, greeting(0, "mysql_native_password"));
        receive(in);
    }

    static byte[] switchTo(String plugin) {
        return latin("\u00fe" + plugin + "\0" + SCRAMBLE + "\0");
    }

    static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** A session that lets everybody in, answers what a connection is opened with, and has an answer of its own to the program's statement. */
    static void session(DataInputStream in, DataOutputStream out, Answer answer) throws IOException {
        greet(in, out);
        send(out, 2, OK);
        while (true) {
            byte[] command = receive(in);
            switch (command.length == 0 ? NOTHING : command[0]) {
                case QUIT -> {
                    return;
                }
                case QUERY -> query(new String(command, 1, command.length - 1, StandardCharsets.UTF_8), out);
                case PREPARE -> {
                    send(out, 1, new byte[] {0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0});
                    send(out, 2, column("1"));
                    send(out, 3, END);
                }
                case EXECUTE -> answer.to(out);
                case CLOSE -> { }
                // The content of a file that is not sent.
                case NOTHING -> send(out, 3, OK);
                default -> send(out, 1, OK);
            }
        }
    }

    private static void query(String sql, DataOutputStream out) throws IOException {
        List<String> names = new ArrayList<>();
        List<String> values = new ArrayList<>();
        Matcher variable = VARIABLE.matcher(sql.contains("SELECT") ? sql : "");
        while (variable.find()) {
            names.add(variable.group(2) == null ? variable.group(1) : variable.group(2));
            values.add(value(variable.group(1)));
        }
        if (sql.endsWith("VERSION()")) {
            names.add("VERSION()");
            values.add("8.0.33");
        }
        if (sql.endsWith("CURRENT_ROLE()")) {
            names.add("CURRENT_ROLE()");
            values.add("NONE");
        }
        if (names.isEmpty()) {
            send(out, 1, OK);
            return;
        }
        columns(out, names);
        ByteArrayOutputStream row = new ByteArrayOutputStream();
        for (String value : values) {
            row.write(value.length());
            row.writeBytes(latin(value));
        }
        send(out, names.size() + 3, row.toByteArray());
        send(out, names.size() + 4, END);
    }

    private static String value(String variable) {
        return switch (variable) {
            case "max_allowed_packet" -> "67108864";
            case "transaction_isolation" -> "REPEATABLE-READ";
            case "time_zone" -> "SYSTEM";
            case "system_time_zone" -> "UTC";
            case "init_connect", "sql_mode" -> "";
            case "license" -> "GPL";
            default -> variable.startsWith("character") ? "utf8mb4" : variable.startsWith("collation") ? "utf8mb4_general_ci" : "1";
        };
    }

    /** Describes columns of text. */
    static void columns(DataOutputStream out, List<String> names) throws IOException {
        send(out, 1, new byte[] {(byte) names.size()});
        for (int i = 0; i < names.size(); i++) {
            send(out, i + 2, column(names.get(i)));
        }
        send(out, names.size() + 2, END);
    }

    private static byte[] column(String name) {
        return latin("\3def\0\0\0" + (char) name.length() + name + (char) name.length() + name + "\14\55\0\0\1\0\0\u00fd\0\0\0\0\0");
    }
}
