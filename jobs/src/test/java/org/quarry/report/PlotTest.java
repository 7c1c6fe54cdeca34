package org.quarry.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class PlotTest {
  @Test
  void equalReferenceAndPredictionLieOnTheDiagonal() throws Exception {
    double[] values = {-5.4, -5.1, -4.6};
    Document svg =
        parse(Plot.parity("parity", "eV/atom", List.of(new Plot.Series("test", values, values))));

    Element diagonal = (Element) svg.getElementsByTagName("polyline").item(0);
    String[] ends = diagonal.getAttribute("points").split("[ ,]");
    double x0 = Double.parseDouble(ends[0]);
    double y0 = Double.parseDouble(ends[1]);
    double slope = (Double.parseDouble(ends[3]) - y0) / (Double.parseDouble(ends[2]) - x0);
    var circles = svg.getElementsByTagName("circle");
    assertEquals(3, circles.getLength());
    for (int i = 0; i < 3; i++) {
      Element circle = (Element) circles.item(i);
      double x = Double.parseDouble(circle.getAttribute("cx"));
      assertEquals(y0 + slope * (x - x0), Double.parseDouble(circle.getAttribute("cy")), 0.2);
    }
  }

  @Test
  void barsAreAsLongAsTheirNumbers() throws Exception {
    Document svg = parse(Plot.bars("counts", Map.of("a", 10, "b", 20)));

    var bars = svg.getElementsByTagName("rect");
    double[] widths = new double[2];
    for (int i = 0; i < 2; i++) {
      widths[i] = Double.parseDouble(((Element) bars.item(i)).getAttribute("width"));
    }
    assertEquals(2, Math.max(widths[0], widths[1]) / Math.min(widths[0], widths[1]), 1e-2);
  }

  @Test
  void namesCannotBreakOutOfThePage() throws Exception {
    String evil = "<script>\"&";
    Document svg =
        parse(
            Plot.curves(
                evil,
                evil,
                List.of(new Plot.Series(evil, new double[] {1, 2}, new double[] {3, 4}))));

    assertEquals(0, svg.getElementsByTagName("script").getLength());
    String page = new Html(evil).table(List.of(evil), List.of(List.of(evil))).page();
    assertFalse(page.contains("<script>"));
  }

  @Test
  void thePageNeedsNothingButItself() {
    String page = new Html("report").paragraph("text").page();

    assertFalse(page.contains("http"));
    assertFalse(page.contains("src="));
    assertTrue(page.startsWith("<!DOCTYPE html>"));
  }

  private static Document parse(String svg) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    return factory
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
  }
}
