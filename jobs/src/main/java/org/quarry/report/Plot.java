package org.quarry.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** A plot as an SVG element: points against the diagonal, lines over epochs, or bars. */
public final class Plot {
  private static final int WIDTH = 520;
  private static final int HEIGHT = 380;
  private static final int LEFT = 78;
  private static final int RIGHT = 18;
  private static final int TOP = 34;
  private static final int BOTTOM = 52;
  private static final String[] COLORS = {
    "#2563eb", "#d97706", "#059669", "#dc2626", "#7c3aed", "#0891b2", "#be185d", "#4d7c0f"
  };

  /** Named points (x, y). */
  public static final class Series {
    private final String name;
    private final double[] x;
    private final double[] y;

    public Series(String name, double[] x, double[] y) {
      if (x.length != y.length) {
        throw new IllegalArgumentException("x has " + x.length + " values, y " + y.length);
      }
      this.name = name;
      this.x = x.clone();
      this.y = y.clone();
    }
  }

  private final StringBuilder svg = new StringBuilder();

  private Plot(String title) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<svg class=\"plot\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">\n",
            WIDTH,
            HEIGHT,
            Html.escape(title)));
    text(WIDTH / 2.0, 18, "middle", "title", title);
  }

  /** Predicted against reference values, both axes alike, with the diagonal. */
  public static String parity(String title, String unit, List<Series> series) {
    Plot plot = new Plot(title);
    double[] all =
        series.stream().flatMap(s -> Stream.of(s.x, s.y)).flatMapToDouble(Arrays::stream).toArray();
    Axis axis = Axis.around(all, Axis.Scale.LINEAR);
    plot.frame(axis, "reference (" + unit + ")", axis, "predicted (" + unit + ")");
    plot.line(
        axis,
        axis,
        new double[] {axis.low(), axis.high()},
        new double[] {axis.low(), axis.high()},
        "diagonal",
        "");
    for (int i = 0; i < series.size(); i++) {
      plot.points(axis, axis, series.get(i), COLORS[i % COLORS.length]);
    }
    plot.legend(series.stream().map(s -> s.name).toList());
    return plot.end();
  }

  /** Positive values over epochs, logarithmic upwards. */
  public static String curves(String title, String yLabel, List<Series> series) {
    Plot plot = new Plot(title);
    Axis x = Axis.around(values(series, true), Axis.Scale.LINEAR);
    Axis y = Axis.around(values(series, false), Axis.Scale.LOGARITHMIC);
    plot.frame(x, "epoch", y, yLabel);
    for (int i = 0; i < series.size(); i++) {
      plot.line(x, y, series.get(i).x, series.get(i).y, "curve", COLORS[i % COLORS.length]);
    }
    plot.legend(series.stream().map(s -> s.name).toList());
    return plot.end();
  }

  /**
   * Lines over linear axes, the upward one from 0.
   *
   * @param bounds drawn dashed and without a name, as limits of an error
   */
  public static String lines(
      String title, String xLabel, String yLabel, List<Series> series, List<Series> bounds) {
    Plot plot = new Plot(title);
    List<Series> all = Stream.concat(series.stream(), bounds.stream()).toList();
    Axis x = Axis.around(values(all, true), Axis.Scale.LINEAR);
    Axis y =
        Axis.fromZero(Arrays.stream(values(all, false)).filter(Double::isFinite).max().orElse(1));
    plot.frame(x, xLabel, y, yLabel);
    bounds.forEach(s -> plot.line(x, y, s.x, s.y, "diagonal", ""));
    for (int i = 0; i < series.size(); i++) {
      plot.line(x, y, series.get(i).x, series.get(i).y, "curve", COLORS[i % COLORS.length]);
    }
    plot.legend(series.stream().map(s -> s.name).toList());
    return plot.end();
  }

  /** How often something happened against how probable it was said to be, with the diagonal. */
  public static String reliability(String title, Series series) {
    Plot plot = new Plot(title);
    Axis axis = Axis.fromZero(1);
    plot.frame(axis, "probability said", axis, "share found");
    plot.line(axis, axis, new double[] {0, 1}, new double[] {0, 1}, "diagonal", "");
    plot.line(axis, axis, series.x, series.y, "curve", COLORS[0]);
    plot.points(axis, axis, series, COLORS[0]);
    return plot.end();
  }

  /** One horizontal bar a name. */
  public static String bars(String title, Map<String, ? extends Number> bars) {
    Plot plot = new Plot(title);
    double largest = bars.values().stream().mapToDouble(Number::doubleValue).max().orElse(1);
    Axis axis = Axis.fromZero(largest);
    int left = 170;
    double room = (double) (HEIGHT - TOP - 14) / Math.max(1, bars.size());
    double thick = Math.min(30, 0.7 * room);
    int i = 0;
    for (var bar : bars.entrySet()) {
      double y = TOP + room * i++ + room / 2;
      double length = axis.place(bar.getValue().doubleValue()) * (WIDTH - left - 60);
      plot.text(left - 8, y + 4, "end", "tick", bar.getKey());
      plot.svg.append(
          String.format(
              Locale.ROOT,
              "<rect x=\"%d\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>\n",
              left,
              y - thick / 2,
              length,
              thick,
              COLORS[0]));
      plot.text(
          left + length + 6, y + 4, "start", "tick", Axis.label(bar.getValue().doubleValue()));
    }
    return plot.end();
  }

  private static double[] values(List<Series> series, boolean first) {
    return series.stream().flatMapToDouble(s -> Arrays.stream(first ? s.x : s.y)).toArray();
  }

  private void frame(Axis x, String xLabel, Axis y, String yLabel) {
    for (double tick : x.ticks()) {
      double px = px(x.place(tick));
      rule(px, TOP, px, HEIGHT - BOTTOM);
      text(px, HEIGHT - BOTTOM + 18, "middle", "tick", Axis.label(tick));
    }
    for (double tick : y.ticks()) {
      double py = py(y.place(tick));
      rule(LEFT, py, WIDTH - RIGHT, py);
      text(LEFT - 7, py + 4, "end", "tick", Axis.label(tick));
    }
    text((LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 12, "middle", "label", xLabel);
    svg.append(
        String.format(
            Locale.ROOT,
            "<text class=\"label\" text-anchor=\"middle\" transform=\"translate(16 %d) rotate(-90)\">%s</text>\n",
            (TOP + HEIGHT - BOTTOM) / 2,
            Html.escape(yLabel)));
  }

  private void points(Axis x, Axis y, Series series, String color) {
    svg.append("<g fill=\"").append(color).append("\" fill-opacity=\"0.7\">\n");
    for (int i = 0; i < series.x.length; i++) {
      svg.append(
          String.format(
              Locale.ROOT,
              "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3.5\"/>\n",
              px(x.place(series.x[i])),
              py(y.place(series.y[i]))));
    }
    svg.append("</g>\n");
  }

  private void line(Axis x, Axis y, double[] xs, double[] ys, String kind, String color) {
    List<String> points = new ArrayList<>();
    for (int i = 0; i < xs.length; i++) {
      double py = py(y.place(ys[i]));
      if (Double.isFinite(py)) {
        points.add(String.format(Locale.ROOT, "%.1f,%.1f", px(x.place(xs[i])), py));
      }
    }
    svg.append(
        String.format(
            Locale.ROOT,
            "<polyline class=\"%s\" points=\"%s\"%s/>\n",
            kind,
            String.join(" ", points),
            color.isEmpty() ? "" : " stroke=\"" + color + "\""));
  }

  private void rule(double x1, double y1, double x2, double y2) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<line class=\"grid\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>\n",
            x1,
            y1,
            x2,
            y2));
  }

  private void legend(List<String> names) {
    for (int i = 0; i < names.size(); i++) {
      double y = TOP + 16 + 17 * i;
      svg.append(
          String.format(
              Locale.ROOT,
              "<rect x=\"%d\" y=\"%.1f\" width=\"10\" height=\"10\" fill=\"%s\"/>\n",
              LEFT + 10,
              y - 9,
              COLORS[i % COLORS.length]));
      text(LEFT + 26, y, "start", "tick", names.get(i));
    }
  }

  private void text(double x, double y, String anchor, String kind, String words) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>\n",
            kind,
            x,
            y,
            anchor,
            Html.escape(words)));
  }

  private String end() {
    return svg.append("</svg>\n").toString();
  }

  private static double px(double place) {
    return LEFT + place * (WIDTH - LEFT - RIGHT);
  }

  private static double py(double place) {
    return HEIGHT - BOTTOM - place * (HEIGHT - TOP - BOTTOM);
  }
}
