// SPDX-License-Identifier: Apache-2.0
package io.colonnade.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class HighScoresTest {

    @Test
    void printsThePlayersAboveTheLimitAndTheReadmeShowsThat() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            HighScores.main(new String[0]);
        } finally {
            System.setOut(before);
        }
        String printed = bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n").stripTrailing();
        assertEquals("Grace has 1110 points\nAda has 920 points", printed);
        assertTrue(MarkdownBlock.of(Repository.path("README.md")).stream().anyMatch(block -> block.text().equals(printed)));
    }
}
