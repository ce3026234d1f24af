// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire.rogue;

import static io.colonnade.error.ErrorKind.AUTHENTICATION_FAILED;
import static io.colonnade.error.ErrorKind.CONNECTION_LOST;
import static io.colonnade.error.ErrorKind.DATABASE_UNREACHABLE;
import static io.colonnade.error.ErrorKind.PROTOCOL_VIOLATION;
import static io.colonnade.error.ErrorKind.TLS_FAILED;
import static io.colonnade.error.ErrorKind.VALUE_TOO_LARGE;

import io.colonnade.servers.RogueServer;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** What pretends to be PostgreSQL. */
final class PostgresCases {

    private static final int CLEAR_TEXT = 3;
    private static final int MD5 = 5;
    private static final int GSS = 7;
    private static final int SSPI = 9;
    private static final int INTEGER = 23;
    private static final int GIB = 1 << 30;
    private static final String MIDDLE = "man in the middle";
    /** For what would never end by itself. */
    private static final String BRIEFLY = "&connect_timeout=2s";

    private PostgresCases() {
    }

    static List<RogueCase> all() {
        List<RogueCase> all = new ArrayList<>();
        logins(all);
        scram(all);
        tls(all);
        beforeLogin(all);
        afterLogin(all);
        return all;
    }

    /** What a server says that is one, but for some byte. */
    static RogueServer.Script honest(RandomGenerator random) {
        return (in, out) -> FakePostgres.session(in, new DataOutputStream(new GarbledOutput(out, random)), (sql, to) -> {
            if (sql.equals("SELECT 1")) {
                FakePostgres.columns(to, INTEGER);
                FakePostgres.message(to, 'D', new byte[] {0, 1, 0, 0, 0, 1, '1'});
                FakePostgres.message(to, 'C', "SELECT 1\0".getBytes(StandardCharsets.US_ASCII));
            }
        });
    }

    private static void logins(List<RogueCase> all) {
        for (String options : new String[] {"", "&ssl_mode=disable", "&require_auth=scram-sha-256", "&require_auth=md5,none"}) {
            all.add(RogueCase.of("asks for the password in clear text", options, asks(CLEAR_TEXT), "require_auth", AUTHENTICATION_FAILED));
        }
        all.add(RogueCase.of("asks for the password's MD5", "", asks(MD5, (byte) 1, (byte) 2, (byte) 3, (byte) 4), "require_auth",
                AUTHENTICATION_FAILED));
        all.add(RogueCase.of("asks for a Kerberos ticket", "", asks(GSS), "Kerberos", AUTHENTICATION_FAILED));
        all.add(RogueCase.of("asks for a Windows login", "", asks(SSPI), "Windows", AUTHENTICATION_FAILED));
        all.add(RogueCase.of("lets everybody in", "", (in, out) -> {
            FakePostgres.welcome(in, out);
            FakePostgres.letIn(out);
        }, "require_auth", AUTHENTICATION_FAILED));
    }

    private static RogueServer.Script asks(int method, byte... more) {
        return (in, out) -> {
            FakePostgres.welcome(in, out);
            FakePostgres.authentication(out, method, more);
        };
    }

    private static void scram(List<RogueCase> all) {
        for (String iterations : new String[] {"0", "1", "4095", "100001", "2147483647", "9999999999", "-1", "many", ""}) {
            all.add(RogueCase.of("wants so many iterations of SCRAM: " + iterations, "", (in, out) ->
                    FakePostgres.scram(in, out, "r=NONCEmore,s=QSXCR+Q6sek8bf92,i=" + iterations), "", AUTHENTICATION_FAILED));
        }
        for (String challenge : new String[] {"r=fyko+d2lbbFgONRv9qkxdawL,s=QSXCR+Q6sek8bf92,i=4096", "r=NONCE,s=QSXCR+Q6sek8bf92,i=4096",
                "r=NONCEmore,s=,i=4096", "r=NONCEmore,i=4096", "r=NONCEmore,s=???,i=4096", "", "e=other-error"}) {
            all.add(RogueCase.of("challenges with " + challenge, "", (in, out) -> FakePostgres.scram(in, out, challenge), "", AUTHENTICATION_FAILED,
                    PROTOCOL_VIOLATION));
        }
        for (String proof : new String[] {"", "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=", "v=", "e=other-error", "nonsense"}) {
            all.add(RogueCase.of("proves itself with \"" + proof + "\"", "", (in, out) -> {
                FakePostgres.scram(in, out, "r=NONCEmore,s=QSXCR+Q6sek8bf92,i=4096");
                FakePostgres.authentication(out, FakePostgres.SASL_FINAL, proof);
                FakePostgres.letIn(out);
            }, "", AUTHENTICATION_FAILED));
        }
        all.add(RogueCase.of("needs no proof of itself", "", (in, out) -> {
            FakePostgres.scram(in, out, "r=NONCEmore,s=QSXCR+Q6sek8bf92,i=4096");
            FakePostgres.letIn(out);
        }, "", AUTHENTICATION_FAILED));
    }

    private static void tls(List<RogueCase> all) {
        for (String mode : new String[] {"prefer", "require", "verify-ca", "verify-full"}) {
            all.add(RogueCase.of("agrees to TLS and lets everybody in in clear text", "&ssl_mode=" + mode, (in, out) -> {
                FakePostgres.first(in);
                ByteArrayOutputStream both = new ByteArrayOutputStream();
                both.write('S');
                FakePostgres.letIn(new DataOutputStream(both));
                out.write(both.toByteArray());
            }, MIDDLE, TLS_FAILED));
            all.add(RogueCase.of("agrees to TLS and speaks clear text in it", "&ssl_mode=" + mode, (in, out) -> {
                FakePostgres.first(in);
                out.write('S');
                in.readByte();
                FakePostgres.letIn(out);
            }, MIDDLE, TLS_FAILED));
        }
        for (String mode : new String[] {"require", "verify-ca", "verify-full"}) {
            all.add(RogueCase.of("declines TLS", "&ssl_mode=" + mode, (in, out) -> {
                FakePostgres.first(in);
                out.write('N');
            }, MIDDLE, TLS_FAILED));
            all.add(RogueCase.of("answers with an error in place of TLS", "&ssl_mode=" + mode, (in, out) -> {
                FakePostgres.first(in);
                FakePostgres.message(out, 'E', "SFATAL\0C28000\0Mgo away\0\0".getBytes(StandardCharsets.US_ASCII));
            }, MIDDLE, TLS_FAILED));
        }
        all.add(RogueCase.of("never ends the handshake of TLS", "&ssl_mode=require" + BRIEFLY, (in, out) -> {
            FakePostgres.first(in);
            out.write('S');
            in.readByte();
            Flood.drip(in, out, new byte[] {0x16, 3, 3, 0x3f, -1}, 2);
        }, "", DATABASE_UNREACHABLE));
    }

    private static void beforeLogin(List<RogueCase> all) {
        for (String mode : new String[] {"disable", "prefer", "verify-full"}) {
            all.add(RogueCase.of("speaks HTTP", "&ssl_mode=" + mode, (in, out) -> {
                FakePostgres.first(in);
                out.writeBytes("HTTP/1.1 400 Bad Request\r\n\r\n");
            }, "does not speak PostgreSQL's protocol", PROTOCOL_VIOLATION));
        }
        for (int length : new int[] {-1, -4, Integer.MIN_VALUE, Integer.MAX_VALUE - 4, GIB - 4}) {
            for (char type : new char[] {'E', 'R', 'N', 'v'}) {
                all.add(RogueCase.of("begins a message " + type + " of " + length + " bytes", "", (in, out) -> {
                    FakePostgres.welcome(in, out);
                    FakePostgres.header(out, type, length);
                    Flood.zeros(out, Math.max(0, length));
                }, "", PROTOCOL_VIOLATION));
            }
        }
        all.add(RogueCase.of("tells something without end", "", (in, out) -> {
            FakePostgres.welcome(in, out);
            Flood.endlessly(out, new byte[] {'N', 0, 0, 0, 6, 'M', 0});
        }, "", PROTOCOL_VIOLATION, DATABASE_UNREACHABLE));
        all.add(RogueCase.of("challenges without end", "", (in, out) -> {
            FakePostgres.welcome(in, out);
            Flood.endlessly(out, new byte[] {'v', 0, 0, 0, 12, 0, 3, 0, 0, 0, 0, 0, 0});
        }, "64 KiB", PROTOCOL_VIOLATION));
        all.add(RogueCase.of("says a byte now and then", BRIEFLY, (in, out) -> {
            FakePostgres.welcome(in, out);
            Flood.drip(in, out, new byte[] {'E', 0, 0, 0x10, 0}, 'M');
        }, "", DATABASE_UNREACHABLE));
        all.add(RogueCase.of("says nothing", BRIEFLY, (in, out) -> { }, "", DATABASE_UNREACHABLE));
        all.add(RogueCase.of("says nothing after the question for TLS", "&ssl_mode=verify-full" + BRIEFLY, (in, out) -> {
            FakePostgres.first(in);
            out.write('S');
        }, "", DATABASE_UNREACHABLE, TLS_FAILED));
    }

    private static void afterLogin(List<RogueCase> all) {
        String open = "&require_auth=none";
        opened(all, "begins a row of a GiB", open, VALUE_TOO_LARGE, "max_message_size", out -> {
            FakePostgres.columns(out, 25);
            FakePostgres.header(out, 'D', GIB - 4);
            out.writeShort(1);
            out.writeInt(GIB - 10);
            Flood.zeros(out, GIB - 10);
        });
        opened(all, "begins an error of a GiB", open, VALUE_TOO_LARGE, "max_message_size", out -> {
            FakePostgres.header(out, 'E', GIB - 4);
            Flood.zeros(out, GIB - 4);
        });
        opened(all, "sends a row with a value of a GiB in ten bytes", open, PROTOCOL_VIOLATION, "longer than the row", out -> {
            FakePostgres.columns(out, 25);
            FakePostgres.message(out, 'D', new byte[] {0, 1, 0x3f, -1, -1, -1, 0, 0, 0, 0});
            Flood.zeros(out, GIB);
        });
        opened(all, "describes 65535 columns", open, PROTOCOL_VIOLATION, "", out -> FakePostgres.columns(out, new int[65_535]));
        opened(all, "describes fewer columns than it says", open, CONNECTION_LOST, "", out -> {
            FakePostgres.message(out, 'T', new byte[] {-1, -1});
            Flood.endlessly(out, new byte[] {'D', 0, 0, 0, 6, 0, 0});
        });
        opened(all, "notifies without end", open, VALUE_TOO_LARGE, "notifications",
                out -> Flood.endlessly(out, new byte[] {'A', 0, 0, 0, 10, 0, 0, 0, 1, 0, 0}));
        opened(all, "gives notice without end", open, VALUE_TOO_LARGE, "notices", out -> Flood.endlessly(out, new byte[] {'N', 0, 0, 0, 7, 'M', 0, 0}));
        opened(all, "sends a message of an unknown kind", open, PROTOCOL_VIOLATION, "", out -> FakePostgres.message(out, '?', new byte[9]));
        all.add(RogueCase.of("sends rows without end while the connection is opened", open, (in, out) -> {
            FakePostgres.welcome(in, out);
            FakePostgres.letIn(out);
            in.readByte();
            FakePostgres.columns(out, 25);
            Flood.endlessly(out, new byte[] {'D', 0, 0, 0, 10, 0, 1, -1, -1, -1, -1});
        }, "1 MiB", PROTOCOL_VIOLATION));
    }

    /** What answers the program's own statement. */
    private interface Evil {
        void say(DataOutputStream out) throws IOException;
    }

    private static void opened(List<RogueCase> all, String name, String options, io.colonnade.error.ErrorKind kind, String says, Evil evil) {
        all.add(RogueCase.of(name, options, (in, out) -> FakePostgres.session(in, out, (sql, to) -> {
            if (sql.equals("SELECT 1")) {
                evil.say(to);
            }
        }), says, kind));
    }
}
