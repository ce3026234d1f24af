// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.error.ConfigurationException;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Any string is a URL that prints and reads back, or a ConfigurationException with a position; and no password is shown. */
class DatabaseUrlFuzzTest {

    private static final String[] PIECES = {"sqlite", "postgresql", "+", "jdbc", ":", "/", "//", "://", "@", "?", "&", "=", "%", "%41",
        "%C3%A4", "%00", "[", "]", "::1", ",", "host", "host=", "unix_sock=", "max_size=", "5432", "0", "a", "Z", "é", "😀", "\ud83d", " ", "#", "\n", "\0",
        "*", "\\", ":memory:", "password=", ".", "-", "_", "~"};

    @Test
    void takesOrRefusesAnyString() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int taken = 0;
        for (int i = 0; i < 100_000; i++) {
            StringBuilder text = new StringBuilder(random.nextInt(3) == 0 ? "" : "postgresql://");
            for (int pieces = random.nextInt(12); pieces > 0; pieces--) {
                text.append(random.nextInt(20) == 0 ? String.valueOf((char) random.nextInt(0x10000))
                        : PIECES[random.nextInt(PIECES.length)]);
            }
            String message = "seed " + seed + ", string " + i + ": " + text;
            try {
                DatabaseUrlTest.assertStable(DatabaseUrl.parse(text.toString()));
                taken++;
            } catch (ConfigurationException refused) {
                assertTrue(refused.position() >= 0 && refused.position() <= text.length(), message);
            } catch (RuntimeException | AssertionError wrong) {
                throw new AssertionError(message, wrong);
            }
        }
        assertTrue(taken > 1_000, "seed " + seed + ": only " + taken + " strings were URLs");
    }

    @Test
    void keepsAnyPartsApart() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 5_000; i++) {
            String password = "canary" + part(random) + "canary";
            DatabaseUrl url = DatabaseUrl.parse("x://h/").withUser(part(random)).withPassword(password).withDatabase(part(random))
                    .withOption("a", part(random)).withOption("client_secret", password);
            DatabaseUrlTest.assertStable(url);
            assertEquals(password, url.password(), "seed " + seed);
            assertFalse(url.toString().contains("canary"), "seed " + seed + ": " + url);
        }
    }

    private static String part(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            char c = (char) (1 + random.nextInt(0xd7fe));
            text.append(random.nextBoolean() ? "/?#@:%&=+[], *".charAt(random.nextInt(14)) : c);
        }
        return text.toString();
    }

    /** The time is linear: each character is looked at four times at most. */
    @Test
    void looksAtEachCharacterABoundedNumberOfTimes() {
        String[] pieces = {"a", "%41", "@", "/", ":", ",h", ",h:1", "?", "&a=1", "a=1&", "[", "[::1],", "😀", "%", "+", ":@", ","};
        for (String head : new String[] {"", "x", "x://", "x://u:p@", "x://h/", "x://h?b=1&"}) {
            for (String piece : pieces) {
                String text = head + piece.repeat(2_000);
                DatabaseUrlParser parser = new DatabaseUrlParser(text);
                try {
                    parser.parse();
                } catch (ConfigurationException refused) {
                    assertTrue(refused.position() <= text.length());
                }
                assertTrue(parser.steps() <= 4L * text.length() + 100, head + piece + ": " + parser.steps() + " for " + text.length());
            }
        }
    }

    @Test
    void takesOneMebibyte() {
        for (String piece : new String[] {"a", "%41", "@", "/", ":", ",h", "?", "&a=1", "a=1&", "[", "😀", "%", "+"}) {
            for (String head : new String[] {"x://", "x://h/", "x://h?b=1&"}) {
                String text = head + piece.repeat((1 << 20) / piece.length());
                try {
                    DatabaseUrl url = DatabaseUrl.parse(text);
                    assertEquals(url.database(), DatabaseUrl.parse(url.reveal()).database());
                } catch (ConfigurationException refused) {
                    assertTrue(refused.getMessage().length() < 500);
                }
            }
        }
        assertThrows(ConfigurationException.class, () -> DatabaseUrl.parse("a".repeat(1 << 20)));
    }
}
