// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire.fuzz;

import io.colonnade.DatabaseUrl;
import io.colonnade.error.ConfigurationException;
import io.colonnade.fire.Drill;
import io.colonnade.fire.Figures;
import io.colonnade.fire.Target;
import java.util.List;
import java.util.random.RandomGenerator;

/** Any text as a URL: it reads back as it prints, or is refused with a place in it; and no password is shown. */
public final class UrlDrill implements Drill {

    private static final int PER_ROUND = 1_000;
    private static final int MOST_PIECES = 14;
    private static final String SECRET = "canary";
    private static final List<String> PIECES = List.of("sqlite", "postgresql", "+", "jdbc", ":", "/", "//", "://", "@", "?", "&", "=", "%", "%41",
            "%C3%A4", "%00", "%2", "[", "]", "::1", "fe80::1%25eth0", ",", "host", "host=", "unix_sock=", "max_size=", "5432", "65536", "0", "a",
            "Z", "é", "😀", "\ud83d", "\udc00", " ", "#", "\n", "\0", "*", "\\", ":memory:", "password=", "user=", "client_secret=", ".", "..", "-",
            "_", "~", ";", "'", "\"", "\u202e", "\ufeff");

    private final String scheme;

    /** With the scheme of a database, which itself is left alone. */
    public UrlDrill(Target target) {
        scheme = target.url().scheme();
    }

    @Override
    public int perRound() {
        return PER_ROUND;
    }

    @Override
    public void round(long number, RandomGenerator random, Figures figures) {
        for (int i = 0; i < PER_ROUND; i++) {
            boolean secret = random.nextInt(4) == 0;
            read(secret ? scheme + "://u:" + SECRET + text(random) + "@h/" + text(random) : start(random) + text(random), figures);
        }
    }

    private String start(RandomGenerator random) {
        return switch (random.nextInt(4)) {
            case 0 -> "";
            case 1 -> scheme + ":";
            default -> scheme + "://";
        };
    }

    private static String text(RandomGenerator random) {
        StringBuilder text = new StringBuilder();
        for (int pieces = random.nextInt(MOST_PIECES); pieces > 0; pieces--) {
            text.append(random.nextInt(20) == 0 ? String.valueOf((char) random.nextInt(Character.MAX_VALUE))
                    : PIECES.get(random.nextInt(PIECES.size())));
        }
        return text.toString();
    }

    private static void read(String text, Figures figures) {
        try {
            DatabaseUrl url = DatabaseUrl.parse(text);
            figures.expect(DatabaseUrl.parse(url.reveal()).equals(url), text + " prints as what is another URL, " + url);
            figures.expect(!url.toString().contains(SECRET) || !(url.password() != null && url.password().contains(SECRET)),
                    text + " shows its password");
            figures.count("taken");
        } catch (ConfigurationException refused) {
            figures.expect(refused.position() >= 0 && refused.position() <= text.length(), text + " is refused at " + refused.position());
            figures.expect(!refused.getMessage().contains(SECRET), text + " shows its password: " + refused.getMessage());
            figures.count("refused");
        } catch (RuntimeException | Error thrown) {
            figures.fault(text + " threw " + thrown);
        }
    }

    @Override
    public void finish(Figures figures) {
    }

    @Override
    public void close() {
    }
}
