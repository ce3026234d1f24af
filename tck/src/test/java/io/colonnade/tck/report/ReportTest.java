// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** Reports keep what a run found, in every form, and a shortened run does not look whole. */
class ReportTest {

    @TempDir
    Path folder;

    @Test
    void jsonIsReadBackAsItWasWritten() {
        Report report = Reports.of("one");
        assertEquals(report, JsonReport.read(JsonReport.write(report)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{}", "17", "{\"name\":\"x\"}", "{\"name\":\"x\",\"kit\":{},\"environment\":{},\"rules\":[{}]}",
            "<html>"})
    void otherJsonIsRefused(String text) {
        IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, () -> JsonReport.read(text));
        assertTrue(refusal.getMessage().startsWith("this is no report of the kit"), refusal::getMessage);
    }

    @Test
    void xmlIsWhatBuildServersRead() throws Exception {
        Report report = Reports.of("one");
        Document xml = DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(new ByteArrayInputStream(JUnitXmlReport.write(report).getBytes(StandardCharsets.UTF_8)));
        Element suite = xml.getDocumentElement();
        assertEquals(Integer.toString(report.rules().size()), suite.getAttribute("tests"));
        assertEquals("1", suite.getAttribute("failures"));
        assertEquals("1", suite.getAttribute("skipped"));
        assertEquals(report.rules().size(), suite.getElementsByTagName("testcase").getLength());
        assertEquals(Reports.NASTY.replace("\u0001", "").replaceAll("\ud83d$", ""),
                ((Element) suite.getElementsByTagName("failure").item(0)).getAttribute("message"));
    }

    /** A backend that cuts text in the middle of a character shows the half of it in the reason of its failure. */
    @Test
    void filesHoldWhatIsNoText() throws Exception {
        Report report = Reports.of("half \ud83d");
        List<Path> files = ReportFiles.write(report, folder);
        assertEquals(report, JsonReport.read(Files.readString(files.get(0))));
        assertEquals(report.rules().size(), DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(files.get(1).toFile())
                .getElementsByTagName("testcase").getLength());
        assertTrue(Files.readString(files.get(2)).contains("\ud83d\ude80 \ufffd"), "the page shows a sign in place of a half");
        Path matrix = ReportFiles.write(folder.resolve("matrix.md"), new Matrix(List.of(report)).markdown());
        assertTrue(Files.readString(matrix).contains("half ?"), "the name in a page of Markdown");
    }

    @Test
    void filesAreCalledLikeTheBackend() throws Exception {
        List<Path> files = ReportFiles.write(Reports.of("my/../backend"), folder.resolve("new"));
        assertEquals(List.of("my_.._backend.json", "my_.._backend.xml", "my_.._backend.html"),
                files.stream().map(file -> file.getFileName().toString()).toList());
        assertTrue(Files.readString(files.get(2)).contains(Kit.current().hash()), "the page shows the kit's hash");
    }

    @Test
    void aShortenedRunIsNotWhole() {
        Report whole = Reports.all("whole", Status.PASS);
        assertTrue(whole.isCompatible());
        assertTrue(whole.conclusion().startsWith("Compatible: all "), whole::conclusion);
        for (Status missing : List.of(Status.NOT_RUN, Status.EXCLUDED)) {
            Report report = Reports.all("part", missing);
            assertFalse(report.isWhole());
            assertTrue(report.conclusion().startsWith("Incomplete: "), report::conclusion);
        }
        Report cut = new Report("cut", whole.kit(), whole.environment(), true, whole.rules().subList(0, 10));
        assertFalse(cut.isWhole(), "rules that are not in the report are missing");
        assertTrue(Reports.of("one").conclusion().startsWith("Not compatible: 1 of the "), Reports.of("one")::conclusion);
    }

    @Test
    void aMatrixTakesReportsOfOneKit() {
        Report one = Reports.of("one");
        Matrix matrix = new Matrix(List.of(one, Reports.all("two", Status.PASS)));
        String first = one.rules().get(0).id();
        assertTrue(matrix.markdown().contains("| " + first + " | FAIL | \u2713 |\n"), matrix.markdown());
        assertTrue(matrix.html().contains("OVERCLAIMED"));
        Report other = new Report("three", new Kit("0", 1, "abcdefabcdefabcdef"), one.environment(), true, List.of());
        IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, () -> new Matrix(List.of(one, other)));
        assertTrue(refusal.getMessage().contains("different kits") && refusal.getMessage().contains("three of 0 abcdef"),
                refusal::getMessage);
        assertThrows(IllegalArgumentException.class, () -> new Matrix(List.of(one, one)));
        assertThrows(IllegalArgumentException.class, () -> new Matrix(List.of()));
    }

    @Test
    void pagesLoadNothingAndEscapeEverything() {
        for (String page : List.of(HtmlReport.write(Reports.of("one")), new Matrix(List.of(Reports.of("one"))).html())) {
            assertFalse(page.contains("<script>document"), "text of a report is never markup");
            assertFalse(page.matches("(?s).*(\\ssrc=|\\shref=|url\\(|@import|http:|https:).*"), "the page refers to nothing");
            assertTrue(page.contains("default-src 'none'"), "the page may load nothing");
        }
    }
}
