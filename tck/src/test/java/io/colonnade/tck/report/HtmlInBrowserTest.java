// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Opens the page of a report in a real browser, on a screen as wide as a phone's; skipped where none is on the PATH. */
class HtmlInBrowserTest {

    private static final List<String> BROWSERS = List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
    private static final int PHONE = 360;

    @TempDir
    Path folder;

    /** The page in a frame, and a script around it that uses it as a reader does and writes down what it sees. */
    private static String around(String page, int width, String script) {
        return "<!DOCTYPE html><meta charset=utf-8><iframe id=f width=" + width + " height=800 style='border:0' srcdoc=\""
                + HtmlPage.escape(page)
                + "\"></iframe><pre id=seen></pre><script>document.getElementById('f').onload = function () {"
                + "var d = this.contentDocument, seen = [];"
                + "function first(id) { return Array.from(d.querySelectorAll('#' + id + ' tbody tr'))."
            + "find(function (r) { return !r.hidden; }); }"
                + script + "document.getElementById('seen').textContent = seen.join('\\n') + '\\nEND'; }</script>";
    }

    private String seen(String wrapped) throws IOException, InterruptedException {
        String[] paths = System.getenv("PATH").split(File.pathSeparator);
        String browser = Stream.of(paths).flatMap(path -> BROWSERS.stream().map(name -> Path.of(path, name)))
                .filter(Files::isExecutable).map(Path::toString).findFirst()
                .orElseGet(() -> Assumptions.abort("no browser is on the PATH; install chromium to run this test"));
        Path file = Files.writeString(folder.resolve("page.html"), wrapped);
        Path out = folder.resolve("dom.txt");
        Process process = new ProcessBuilder(browser, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
                "--user-data-dir=" + folder.resolve("profile"), "--virtual-time-budget=10000", "--dump-dom", file.toUri().toString())
                .redirectOutput(out.toFile()).redirectError(folder.resolve("log.txt").toFile()).start();
        try {
            assertTrue(process.waitFor(120, TimeUnit.SECONDS), "the browser ends");
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        }
        Matcher seen = Pattern.compile("<pre id=\"seen\">(.*)\nEND</pre>",
                Pattern.DOTALL).matcher(Files.readString(out, StandardCharsets.UTF_8));
        assertTrue(seen.find(), () -> "the script around the page has run: " + read(folder.resolve("log.txt")));
        return seen.group(1);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Test
    void rendersSortsAndFiltersOnAPhone() throws Exception {
        Report report = Reports.of("one");
        List<String> lines = Arrays.asList(seen(around(HtmlReport.write(report), PHONE,
                "seen.push(d.title); seen.push(d.documentElement.scrollWidth <= " + PHONE + ");"
                + "seen.push(d.querySelectorAll('#rules tbody tr').length);"
                + "var status = d.querySelectorAll('#rules th button')[1]; status.click(); seen.push(first('rules').cells[1].textContent);"
                + "status.click(); seen.push(first('rules').cells[1].textContent);"
                + "var id = d.querySelectorAll('#rules th button')[0]; id.click(); seen.push(first('rules').cells[0].textContent);"
                + "var filter = d.querySelector('input[data-table=rules]'); filter.value = 'txn-04';"
                + "filter.dispatchEvent(new Event('input'));"
                + "seen.push(first('rules').cells[0].textContent); seen.push(d.querySelector('[data-count=rules]').textContent);"
                + "seen.push(getComputedStyle(first('rules').cells[0]).display);"
                + "seen.push(d.querySelectorAll('script').length);")).split("\n"));
        assertEquals(List.of("Compatibility of one", "true", Integer.toString(report.rules().size()), "EXCLUDED", "UNSUPPORTED_VERIFIED",
                "BND-01",
                "TXN-04", "1", "block", "1"), lines);
    }

    @Test
    void theMatrixRendersOnAWideScreen() throws Exception {
        String page = new Matrix(List.of(Reports.of("one"), Reports.all("two", Status.PASS))).html();
        assertEquals("Compatibility of 2 databases,table-cell,two", seen(around(page, 1200,
                "seen.push([d.title, getComputedStyle(first('rules').cells[0]).display,"
                + " d.querySelectorAll('#rules th')[3].textContent].join(','));")));
    }
}
