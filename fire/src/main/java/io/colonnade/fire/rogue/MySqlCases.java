// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire.rogue;

import static io.colonnade.error.ErrorKind.AUTHENTICATION_FAILED;
import static io.colonnade.error.ErrorKind.DATABASE_UNREACHABLE;
import static io.colonnade.error.ErrorKind.DATA;
import static io.colonnade.error.ErrorKind.PROTOCOL_VIOLATION;
import static io.colonnade.error.ErrorKind.TLS_FAILED;
import static io.colonnade.error.ErrorKind.VALUE_TOO_LARGE;

import io.colonnade.error.ErrorKind;
import io.colonnade.servers.RogueServer;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** What pretends to be MySQL or MariaDB. */
final class MySqlCases {

    private static final long GIB = 1L << 30;
    private static final String MIDDLE = "man in the middle";
    /** For what would never end by itself. */
    private static final String BRIEFLY = "&connect_timeout=2s";
    /** A file that is there. */
    private static final String FILE = "/etc/hostname";

    private MySqlCases() {
    }

    static List<RogueCase> all() {
        List<RogueCase> all = new ArrayList<>();
        logins(all);
        files(all);
        tls(all);
        beforeLogin(all);
        afterLogin(all);
        return all;
    }

    /** What a server says that is one, but for some byte. */
    static RogueServer.Script honest(RandomGenerator random) {
        return (in, out) -> FakeMySql.session(in, new DataOutputStream(new GarbledOutput(out, random)), to -> {
            FakeMySql.columns(to, List.of("1"));
            FakeMySql.send(to, 4, new byte[] {0, 0, 1, '1'});
            FakeMySql.send(to, 5, FakeMySql.END);
        });
    }

    private static void logins(List<RogueCase> all) {
        for (String plugin : new String[] {"mysql_clear_password", "mysql_old_password", "dialog", "authentication_ldap_sasl_client",
                "authentication_kerberos_client", "authentication_oci_client", "authentication_webauthn_client",
                "authentication_openid_connect_client", "client_ed25519", "parsec", "auth_gssapi_client", ""}) {
            all.add(RogueCase.of("switches to " + plugin, "", (in, out) -> {
                FakeMySql.greet(in, out);
                FakeMySql.send(out, 2, FakeMySql.switchTo(plugin));
            }, "Accepted are", AUTHENTICATION_FAILED));
            all.add(RogueCase.of("greets with " + plugin, "", (in, out) -> {
                FakeMySql.send(out, 0, FakeMySql.greeting(0, plugin));
                FakeMySql.receive(in);
                FakeMySql.send(out, 2, FakeMySql.switchTo(plugin));
            }, "Accepted are", AUTHENTICATION_FAILED));
        }
        for (String plugin : new String[] {"sha256_password", "caching_sha2_password"}) {
            all.add(RogueCase.of("wants the password of " + plugin + " under a key", "", (in, out) -> {
                FakeMySql.greet(in, out);
                FakeMySql.send(out, 2, FakeMySql.switchTo(plugin));
                FakeMySql.receive(in);
                FakeMySql.send(out, 4, new byte[] {1, 4});
            }, "ssl_mode", AUTHENTICATION_FAILED));
        }
        all.add(RogueCase.of("shows a key unasked", "", (in, out) -> {
            FakeMySql.greet(in, out);
            FakeMySql.send(out, 2, FakeMySql.switchTo("caching_sha2_password"));
            FakeMySql.receive(in);
            FakeMySql.send(out, 4, FakeMySql.latin("\001-----BEGIN PUBLIC KEY-----\nMFww\n-----END PUBLIC KEY-----\n"));
        }, "", PROTOCOL_VIOLATION));
        all.add(RogueCase.of("switches without end", "", (in, out) -> {
            FakeMySql.greet(in, out);
            for (int i = 2; true; i += 2) {
                FakeMySql.send(out, i, FakeMySql.switchTo("mysql_native_password"));
                FakeMySql.receive(in);
            }
        }, "", PROTOCOL_VIOLATION));
    }

    private static void files(List<RogueCase> all) {
        byte[] wish = FakeMySql.latin("\u00fb" + FILE);
        all.add(RogueCase.of("asks for a file in place of every answer", "", (in, out) -> {
            FakeMySql.greet(in, out);
            FakeMySql.send(out, 2, FakeMySql.OK);
            while (true) {
                FakeMySql.receive(in);
                FakeMySql.send(out, 1, wish);
            }
        }, "", PROTOCOL_VIOLATION));
        opened(all, "asks for a file in place of rows", "file of this machine", out -> FakeMySql.send(out, 1, wish), PROTOCOL_VIOLATION);
        all.add(RogueCase.of("asks for a file in place of a login", BRIEFLY, (in, out) -> {
            FakeMySql.greet(in, out);
            FakeMySql.send(out, 2, wish);
        }, "", AUTHENTICATION_FAILED, PROTOCOL_VIOLATION, DATABASE_UNREACHABLE));
    }

    private static void tls(List<RogueCase> all) {
        for (String mode : new String[] {"require", "verify-ca", "verify-full"}) {
            all.add(RogueCase.of("has no TLS", "&ssl_mode=" + mode, (in, out) ->
                    FakeMySql.send(out, 0, FakeMySql.greeting(0, "mysql_native_password")), MIDDLE, TLS_FAILED));
        }
        for (String mode : new String[] {"prefer", "require", "verify-ca", "verify-full"}) {
            all.add(RogueCase.of("greets with TLS and goes on in clear text", "&ssl_mode=" + mode, (in, out) -> {
                byte[] greeting = FakeMySql.greeting(FakeMySql.TLS, "mysql_native_password");
                ByteArrayOutputStream both = new ByteArrayOutputStream();
                FakeMySql.send(new DataOutputStream(both), 0, greeting);
                FakeMySql.send(new DataOutputStream(both), 2, FakeMySql.OK);
                out.write(both.toByteArray());
            }, MIDDLE, TLS_FAILED));
            all.add(RogueCase.of("answers with an error in place of TLS", "&ssl_mode=" + mode, (in, out) -> {
                FakeMySql.send(out, 0, FakeMySql.greeting(FakeMySql.TLS, "mysql_native_password"));
                FakeMySql.receive(in);
                FakeMySql.send(out, 2, FakeMySql.latin("\u00ff\25\4#28000go away"));
            }, MIDDLE, TLS_FAILED));
        }
        all.add(RogueCase.of("never ends the handshake of TLS", "&ssl_mode=require" + BRIEFLY, (in, out) -> {
            FakeMySql.send(out, 0, FakeMySql.greeting(FakeMySql.TLS, "mysql_native_password"));
            FakeMySql.receive(in);
            Flood.drip(in, out, new byte[] {0x16, 3, 3, 0x3f, -1}, 2);
        }, "", DATABASE_UNREACHABLE));
    }

    private static void beforeLogin(List<RogueCase> all) {
        all.add(RogueCase.of("speaks HTTP", "", (in, out) -> out.writeBytes("HTTP/1.1 400 Bad Request\r\n\r\n"), "", PROTOCOL_VIOLATION));
        all.add(RogueCase.of("greets with nothing", BRIEFLY, (in, out) -> FakeMySql.header(out, 0, 0), "", PROTOCOL_VIOLATION, DATABASE_UNREACHABLE));
        all.add(RogueCase.of("greets in a GiB", "", (in, out) -> FakeMySql.sendLong(out, 0, FakeMySql.latin("\n8.0.33\0"), GIB), "64 KiB",
                PROTOCOL_VIOLATION));
        all.add(RogueCase.of("refuses in a GiB", "", (in, out) -> {
            FakeMySql.greet(in, out);
            FakeMySql.sendLong(out, 2, FakeMySql.latin("\u00ff\25\4#28000"), GIB);
        }, "64 KiB", PROTOCOL_VIOLATION));
        all.add(RogueCase.of("challenges without end", "", (in, out) -> {
            FakeMySql.greet(in, out);
            FakeMySql.send(out, 2, FakeMySql.switchTo("caching_sha2_password"));
            Flood.endlessly(out, new byte[] {2, 0, 0, 4, 1, 3});
        }, "", PROTOCOL_VIOLATION, AUTHENTICATION_FAILED));
        all.add(RogueCase.of("says a byte now and then", BRIEFLY, (in, out) -> Flood.drip(in, out, new byte[] {80, 0, 0, 0, 10}, '8'), "",
                DATABASE_UNREACHABLE));
        all.add(RogueCase.of("says nothing", BRIEFLY, (in, out) -> { }, "", DATABASE_UNREACHABLE));
        all.add(RogueCase.of("lets in with lengths that are not there", BRIEFLY, (in, out) -> {
            FakeMySql.greet(in, out);
            FakeMySql.send(out, 2, new byte[] {0, (byte) 0xfe, -1, -1, -1, 0x7f, 0, 0, 0, 0, 2});
        }, "", PROTOCOL_VIOLATION, DATABASE_UNREACHABLE));
    }

    private static void afterLogin(List<RogueCase> all) {
        opened(all, "sends a row of 960 MiB", "max_message_size", out -> {
            FakeMySql.columns(out, List.of("1"));
            FakeMySql.sendLong(out, 4, new byte[] {0, 0, (byte) 0xfe, 0, 0, 0, 0x3c, 0, 0, 0, 0}, 960L << 20);
        }, VALUE_TOO_LARGE);
        opened(all, "sends an error of a GiB", "max_message_size", out -> FakeMySql.sendLong(out, 1, FakeMySql.latin("\u00ff\25\4#28000"), GIB),
                VALUE_TOO_LARGE);
        opened(all, "sends a value of 2 GiB in eleven bytes", "", out -> {
            FakeMySql.columns(out, List.of("1"));
            FakeMySql.send(out, 4, new byte[] {0, 0, (byte) 0xfe, -9, -1, -1, 0x7f, 0, 0, 0, 0});
            FakeMySql.send(out, 5, FakeMySql.END);
        }, VALUE_TOO_LARGE, PROTOCOL_VIOLATION, DATA);
        opened(all, "describes a column with a name of 2 GiB", "", out -> {
            FakeMySql.send(out, 1, new byte[] {1});
            FakeMySql.send(out, 2, FakeMySql.latin("\3def\0\0\0\u00fe\u00f7\u00ff\u00ff\177\0\0\0\0"));
            FakeMySql.send(out, 3, FakeMySql.END);
        }, VALUE_TOO_LARGE, PROTOCOL_VIOLATION);
        opened(all, "announces 65535 columns", "", out -> {
            FakeMySql.send(out, 1, new byte[] {(byte) 0xfc, -1, -1});
            Flood.endlessly(out, new byte[] {5, 0, 0, 2, (byte) 0xfe, 0, 0, 2, 0});
        }, PROTOCOL_VIOLATION);
        opened(all, "announces columns beyond number", "", out -> FakeMySql.send(out, 1, new byte[] {(byte) 0xfe, 0, 0, 0, 0, 0, 1, 0, 0}),
                PROTOCOL_VIOLATION);
        opened(all, "counts its packets wrong", "", out -> {
            FakeMySql.send(out, 7, new byte[] {1});
            FakeMySql.send(out, 3, FakeMySql.END);
            FakeMySql.send(out, 3, FakeMySql.END);
        }, PROTOCOL_VIOLATION);
        opened(all, "answers with nothing", "", out -> FakeMySql.header(out, 1, 0), PROTOCOL_VIOLATION);
        all.add(RogueCase.of("sends rows without end while the connection is opened", "", (in, out) -> {
            FakeMySql.greet(in, out);
            FakeMySql.send(out, 2, FakeMySql.OK);
            FakeMySql.receive(in);
            FakeMySql.columns(out, List.of("a"));
            Flood.endlessly(out, new byte[] {2, 0, 0, 4, 1, 'x'});
        }, "1 MiB", PROTOCOL_VIOLATION));
    }

    private static void opened(List<RogueCase> all, String name, String says, FakeMySql.Answer evil, ErrorKind kind, ErrorKind... others) {
        all.add(RogueCase.of(name, "", (in, out) -> FakeMySql.session(in, out, evil), says, kind, others));
    }
}
