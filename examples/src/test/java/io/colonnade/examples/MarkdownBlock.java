// SPDX-License-Identifier: Apache-2.0
package io.colonnade.examples;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A fenced block of a page.
 *
 * @param page the file
 * @param line the line of its opening fence, from 1
 * @param language what stands behind the fence
 * @param text the lines, without a line break at the end
 */
record MarkdownBlock(Path page, int line, String language, String text) {

    private static final String FENCE = "```";

    static List<MarkdownBlock> of(Path page) {
        List<MarkdownBlock> blocks = new ArrayList<>();
        List<String> lines = Repository.lines(page);
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith(FENCE)) {
                int end = i + 1;
                while (!lines.get(end).equals(FENCE)) {
                    end++;
                }
                blocks.add(new MarkdownBlock(page, i + 1, lines.get(i).substring(FENCE.length()).strip(),
                        String.join("\n", lines.subList(i + 1, end))));
                i = end;
            }
        }
        return blocks;
    }

    @Override
    public String toString() {
        return page.getFileName() + " line " + line;
    }
}
