package org.quarry.report;

import java.util.List;

/** An HTML page that needs nothing but itself: no scripts, no fonts, no network. */
public final class Html {
  private static final String STYLE =
      """
      :root { color-scheme: light dark; --ink: #1f2937; --paper: #ffffff; --faint: #e5e7eb; --soft: #6b7280; }
      @media (prefers-color-scheme: dark) {
        :root { --ink: #e5e7eb; --paper: #111827; --faint: #374151; --soft: #9ca3af; }
      }
      body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper);
             max-width: 1120px; margin: 2rem auto; padding: 0 1.5rem; }
      h1 { font-size: 1.6rem; margin-bottom: 0; } h2 { font-size: 1.15rem; margin-top: 2.2rem; }
      p.soft, td.soft { color: var(--soft); }
      table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
      .wide { overflow-x: auto; }
      th, td { text-align: left; padding: .25rem .9rem .25rem 0; border-bottom: 1px solid var(--faint);
               vertical-align: top; }
      td.number, th.number { text-align: right; }
      code { font: 13px ui-monospace, monospace; overflow-wrap: anywhere; }
      .plots { display: flex; flex-wrap: wrap; gap: 1rem; }
      svg.plot { flex: 1 1 440px; max-width: 540px; font-family: system-ui, sans-serif; }
      svg .title { font-size: 14px; font-weight: 600; fill: var(--ink); }
      svg .label, svg .tick { font-size: 12px; fill: var(--soft); }
      svg .grid { stroke: var(--faint); } svg polyline { fill: none; }
      svg .diagonal { stroke: var(--soft); stroke-dasharray: 4 4; } svg .curve { stroke-width: 2; }
      """;

  private final StringBuilder body = new StringBuilder();
  private final String title;

  public Html(String title) {
    this.title = title;
    body.append("<h1>").append(escape(title)).append("</h1>\n");
  }

  public Html heading(String text) {
    body.append("<h2>").append(escape(text)).append("</h2>\n");
    return this;
  }

  public Html paragraph(String text) {
    body.append("<p class=\"soft\">").append(escape(text)).append("</p>\n");
    return this;
  }

  /** Plots side by side. */
  public Html plots(List<String> svgs) {
    body.append("<div class=\"plots\">\n");
    svgs.forEach(body::append);
    body.append("</div>\n");
    return this;
  }

  /** A table; cells that read as numbers stand to the right. */
  public Html table(List<String> header, List<List<String>> rows) {
    body.append("<div class=\"wide\"><table>\n<tr>");
    for (int column = 0; column < header.size(); column++) {
      body.append(numeric(rows, column) ? "<th class=\"number\">" : "<th>")
          .append(escape(header.get(column)))
          .append("</th>");
    }
    body.append("</tr>\n");
    for (List<String> row : rows) {
      body.append("<tr>");
      for (int column = 0; column < row.size(); column++) {
        body.append(numeric(rows, column) ? "<td class=\"number\">" : "<td>")
            .append(cell(row.get(column)))
            .append("</td>");
      }
      body.append("</tr>\n");
    }
    body.append("</table></div>\n");
    return this;
  }

  /** The whole page. */
  public String page() {
    return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
        + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>"
        + escape(title)
        + "</title>\n<style>\n"
        + STYLE
        + "</style>\n</head>\n<body>\n"
        + body
        + "</body>\n</html>\n";
  }

  /** Text as it may stand in HTML. */
  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  private static String cell(String text) {
    return text.startsWith("{") ? "<code>" + escape(text) + "</code>" : escape(text);
  }

  private static boolean numeric(List<List<String>> rows, int column) {
    return !rows.isEmpty()
        && rows.stream().allMatch(row -> row.get(column).matches("-?[0-9.,]*([eE]-?[0-9]+)?"));
  }
}
