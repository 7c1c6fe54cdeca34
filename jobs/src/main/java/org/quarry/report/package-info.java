/**
 * Pages that open offline: a small HTML writer and the three plots that a report needs, as SVG.
 * What a page says is the jobs' business.
 *
 * <p>The plots are drawn here because the charting libraries draw through AWT, which the headless
 * Java runtimes of clusters and containers often lack the fonts for.
 */
package org.quarry.report;
