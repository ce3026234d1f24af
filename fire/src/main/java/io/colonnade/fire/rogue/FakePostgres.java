// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire.rogue;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The server's part in PostgreSQL's protocol, as far as one that only pretends needs it. */
final class FakePostgres {

    static final int OK = 0;
    static final int SASL = 10;
    static final int SASL_CONTINUE = 11;
    static final int SASL_FINAL = 12;
    private static final int TLS_REQUEST = 80877103;
    private static final int TEXT = 25;
    private static final int BOOLEAN = 16;

    /** What answers a statement. */
    interface Answer {
        void to(String sql, DataOutputStream out) throws IOException;
    }

    private FakePostgres() {
    }

    /** Reads a message without a letter, as the first ones are. */
    static void first(DataInputStream in) throws IOException {
        in.readNBytes(in.readInt() - Integer.BYTES);
    }

    /** Declines TLS, if it is asked for that, and reads who wants to come in. */
    static void welcome(DataInputStream in, DataOutputStream out) throws IOException {
        int length = in.readInt();
        int code = in.readInt();
        in.readNBytes(length - 2 * Integer.BYTES);
        if (code == TLS_REQUEST) {
            out.writeByte('N');
            first(in);
        }
    }

    static void message(DataOutputStream out, char type, byte[] content) throws IOException {
        header(out, type, content.length);
        out.write(content);
    }

    /** The beginning of a message that says that so much will follow. */
    static void header(DataOutputStream out, char type, int length) throws IOException {
        out.writeByte(type);
        out.writeInt(length + Integer.BYTES);
    }

    static void authentication(DataOutputStream out, int code, byte... more) throws IOException {
        header(out, 'R', Integer.BYTES + more.length);
        out.writeInt(code);
        out.write(more);
    }

    static void authentication(DataOutputStream out, int code, String more) throws IOException {
        authentication(out, code, more.getBytes(StandardCharsets.US_ASCII));
    }

    /** What a client has answered. */
    static String answer(DataInputStream in) throws IOException {
        in.readByte();
        return new String(in.readNBytes(in.readInt() - Integer.BYTES), StandardCharsets.UTF_8);
    }

    /** Asks for SCRAM, with a challenge in which {@code NONCE} stands for the client's. */
    static void scram(DataInputStream in, DataOutputStream out, String challenge) throws IOException {
        welcome(in, out);
        authentication(out, SASL, "SCRAM-SHA-256\0\0");
        String first = answer(in);
        authentication(out, SASL_CONTINUE, challenge.replace("NONCE", first.substring(first.indexOf(",r=") + 3)));
        answer(in);
    }

    /** As if the client were in: what a server says before it waits for statements. */
    static void letIn(DataOutputStream out) throws IOException {
        authentication(out, OK);
        for (String parameter : new String[] {"server_version\00018.0\0", "client_encoding\0UTF8\0", "DateStyle\0ISO\0",
                "standard_conforming_strings\0on\0", "integer_datetimes\0on\0"}) {
            message(out, 'S', parameter.getBytes(StandardCharsets.US_ASCII));
        }
        ready(out);
    }

    static void ready(DataOutputStream out) throws IOException {
        message(out, 'Z', new byte[] {'I'});
    }

    /** A session that lets everybody in, answers what a connection is opened with, and has an answer of its own to what is asked then. */
    static void session(DataInputStream in, DataOutputStream out, Answer answer) throws IOException {
        welcome(in, out);
        letIn(out);
        String sql = "";
        while (true) {
            char type = (char) in.readByte();
            byte[] content = in.readNBytes(in.readInt() - Integer.BYTES);
            if (type == 'P') {
                String text = new String(content, StandardCharsets.UTF_8);
                int begin = text.indexOf('\0') + 1;
                sql = text.substring(begin, text.indexOf('\0', begin));
            } else if (type == 'S') {
                answer(sql, out, answer);
                sql = "";
            } else if (type == 'Q') {
                message(out, 'C', "SET\0".getBytes(StandardCharsets.US_ASCII));
                ready(out);
            } else if (type == 'X') {
                return;
            }
        }
    }

    private static void answer(String sql, DataOutputStream out, Answer answer) throws IOException {
        message(out, '1', new byte[0]);
        message(out, '2', new byte[0]);
        if (sql.startsWith("SELECT version()")) {
            columns(out, TEXT, TEXT, TEXT, TEXT, BOOLEAN);
            row(out, "PostgreSQL 18.0 on nothing", "18.0", "on", "read committed", "f");
            message(out, 'C', "SELECT 1\0".getBytes(StandardCharsets.US_ASCII));
        } else {
            answer.to(sql, out);
            if (!sql.equals("SELECT 1")) {
                message(out, 'n', new byte[0]);
                message(out, 'C', "SET\0".getBytes(StandardCharsets.US_ASCII));
            }
        }
        ready(out);
    }

    /** Describes columns without names. */
    static void columns(DataOutputStream out, int... types) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream content = new DataOutputStream(bytes);
        content.writeShort(types.length);
        for (int type : types) {
            content.write(new byte[1 + Integer.BYTES + Short.BYTES]);
            content.writeInt(type);
            content.write(new byte[Short.BYTES + Integer.BYTES + Short.BYTES]);
        }
        message(out, 'T', bytes.toByteArray());
    }

    private static void row(DataOutputStream out, String... values) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream content = new DataOutputStream(bytes);
        content.writeShort(values.length);
        for (String value : values) {
            content.writeInt(value.length());
            content.writeBytes(value);
        }
        message(out, 'D', bytes.toByteArray());
    }
}
