// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.report;

import io.colonnade.tck.RuleBook;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * Which kit made a report. Two reports with the same hash are of the same rules.
 *
 * @param version its version
 * @param ruleCount how many rules it has
 * @param hash a hash of the ids, levels and sentences of all rules
 */
public record Kit(String version, int ruleCount, String hash) {

    /** This one. */
    public static Kit current() {
        List<RuleBook.Entry> rules = RuleBook.rules();
        return new Kit(ownVersion(), rules.size(), hash(rules));
    }

    private static String hash(List<RuleBook.Entry> rules) {
        String all = rules.stream()
                .map(rule -> rule.id() + ' ' + rule.level() + ' ' + rule.text() + ' ' + rule.needs() + ' ' + rule.proves() + ' '
                        + rule.components())
                .collect(Collectors.joining("\n"));
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String ownVersion() {
        Properties properties = new Properties();
        try (InputStream in = Kit.class.getResourceAsStream("kit.properties")) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version");
    }
}
