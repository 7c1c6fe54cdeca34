package org.quarry.atoms;

import java.util.Arrays;

/**
 * Points and their periodic images within a reach of the cell, sorted into bins; the bins of a row
 * (along the third axis) lie one after another, so that a row is searched as one range.
 *
 * <p>Each axis of the reduced cell is cut into equal bins. Along a periodic axis as many bins as
 * the reach spans are added at both ends and filled with images; along others the bins cover the
 * points alone. Two images of one point never share a bin, and the images of a point come in
 * lexicographic order of the bins. A reusable workspace; its arrays are its own.
 */
final class ImageGrid {
  /** Beyond this many bins and images the cutoff is out of proportion to the cell. */
  private static final double MAX_BINS = 1 << 27;

  // Measured on lists of 4 to 70 neighbours: finer bins cost more to fill than they save.
  private static final double BINS_PER_REACH = 2;
  private static final double BINS_PER_POINT = 1.5;

  private static final double ROOM = 1 + 1e-6; // over the reach, for rounding of coordinates

  // Per axis.
  private final int[] inner = new int[3]; // bins that hold points
  private final int[] padding = new int[3]; // bins of images on either side
  private final int[] total = new int[3];
  private final int[] farthest = new int[3]; // image number
  private final double[] low = new double[3]; // where the first inner bin starts
  private final double[] density = new double[3]; // bins per unit of the coordinate
  private final double[] reachInBins = new double[3];

  private int[] innerStart = new int[1];
  private int[] innerPoints = new int[0];
  private int[] binOf = new int[0];

  /** First entry of each bin; one more than there are bins. */
  int[] start = new int[1];

  /** Per entry: the point, its image and where that lies. */
  int[] point = new int[0];

  int[] image = new int[0];
  double[] position = new double[0];

  /** Per image: the translation in given cell vectors and in Å. */
  int[] translation = new int[0];

  double[] shift = new double[0];

  /** The image that is the point itself. */
  int home;

  /** Bins to search around a point, set by {@link #locate}: from, to, inclusive, per axis. */
  final int[] from = new int[3];

  final int[] to = new int[3];

  /** The bin of a point itself, set by {@link #locateOwn}, per axis. */
  final int[] own = new int[3];

  /** Sorts points and images that lie within {@code reach} Å of the reduced cell. */
  void fill(WrappedPoints points, ReducedCell cell, double reach) {
    layOut(points, cell, reach * ROOM);
    sort(points);
    tabulateImages(cell);
    copyImages(points);
  }

  /** Index of the first bin of a row. */
  int row(int first, int second) {
    return (first * total[1] + second) * total[2];
  }

  /** Sets the range of bins that reach around a wrapped point; false if it is empty. */
  boolean locate(double[] fractions, int point) {
    for (int k = 0; k < 3; k++) {
      double at = (fractions[3 * point + k] - low[k]) * density[k] + padding[k];
      double first = at - reachInBins[k];
      double last = at + reachInBins[k];
      if (!(last >= 0 && first < total[k])) {
        return false;
      }
      from[k] = (int) Math.max(first, 0);
      to[k] = (int) Math.min(last, total[k] - 1);
    }
    return true;
  }

  /** Sets the bin that holds a point. */
  void locateOwn(int point) {
    int bin = binOf[point];
    own[2] = bin % inner[2] + padding[2];
    own[1] = bin / inner[2] % inner[1] + padding[1];
    own[0] = bin / inner[2] / inner[1] + padding[0];
  }

  /** Whether an entry lies in the bin that {@link #locateOwn} found. */
  boolean isOwnBin(int entry) {
    int bin = row(own[0], own[1]) + own[2];
    return start[bin] <= entry && entry < start[bin + 1];
  }

  private void layOut(WrappedPoints points, ReducedCell cell, double reach) {
    double[] f = points.fractions;
    for (int k = 0; k < 3; k++) {
      if (cell.periodic[k]) {
        low[k] = 0;
        inner[k] = (int) Math.max(1, Math.min(1 << 20, cell.heights[k] * BINS_PER_REACH / reach));
        density[k] = inner[k];
      } else {
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < points.size; i++) {
          min = Math.min(min, f[3 * i + k]);
          max = Math.max(max, f[3 * i + k]);
        }
        low[k] = min;
        inner[k] = 1 + (int) Math.min(1 << 20, (max - min) * BINS_PER_REACH / reach);
        density[k] = inner[k] / Math.max(max - min, reach / BINS_PER_REACH);
      }
    }
    limit(Math.max(64, BINS_PER_POINT * points.size));
    for (int k = 0; k < 3; k++) {
      reachInBins[k] = reach / cell.heights[k] * density[k];
      padding[k] = cell.periodic[k] ? (int) Math.ceil(reachInBins[k]) : 0;
      total[k] = inner[k] + 2 * padding[k];
      farthest[k] = (padding[k] + inner[k] - 1) / inner[k];
    }
    double bins = (double) total[0] * total[1] * total[2];
    double images = (2.0 * farthest[0] + 1) * (2.0 * farthest[1] + 1) * (2.0 * farthest[2] + 1);
    if (Math.max(bins, images * points.size) > MAX_BINS) {
      throw new IllegalArgumentException(
          "a cutoff of "
              + (float) reach
              + " Å is too long for a cell of "
              + (float) (cell.heights[0] * cell.heights[1] * cell.heights[2])
              + " Å³ with "
              + points.size
              + " atoms");
    }
  }

  /**
   * Makes bins coarser along the finest axis until there are few enough: much of space is empty.
   */
  private void limit(double maxBins) {
    while ((double) inner[0] * inner[1] * inner[2] > maxBins) {
      int finest = inner[0] >= inner[1] && inner[0] >= inner[2] ? 0 : inner[1] >= inner[2] ? 1 : 2;
      int coarser = (inner[finest] + 1) / 2;
      density[finest] *= (double) coarser / inner[finest];
      inner[finest] = coarser;
    }
  }

  /** Counting sort of the points by inner bin; points of a bin keep their order. */
  private void sort(WrappedPoints points) {
    int bins = inner[0] * inner[1] * inner[2];
    if (innerStart.length < bins + 1) {
      innerStart = new int[bins + 1];
    }
    if (binOf.length < points.size) {
      binOf = new int[points.size];
      innerPoints = new int[points.size];
    }
    Arrays.fill(innerStart, 0, bins + 1, 0);
    double[] f = points.fractions;
    for (int i = 0; i < points.size; i++) {
      int bin =
          (innerBin(f[3 * i], 0) * inner[1] + innerBin(f[3 * i + 1], 1)) * inner[2]
              + innerBin(f[3 * i + 2], 2);
      binOf[i] = bin;
      innerStart[bin]++;
    }
    int sum = 0;
    for (int bin = 0; bin <= bins; bin++) {
      int count = innerStart[bin];
      innerStart[bin] = sum;
      sum += count;
    }
    for (int i = 0; i < points.size; i++) {
      innerPoints[innerStart[binOf[i]]++] = i;
    }
    for (int bin = bins; bin > 0; bin--) {
      innerStart[bin] = innerStart[bin - 1];
    }
    innerStart[0] = 0;
  }

  private int innerBin(double fraction, int axis) {
    int bin = (int) ((fraction - low[axis]) * density[axis]);
    return bin < 0 ? 0 : bin >= inner[axis] ? inner[axis] - 1 : bin;
  }

  private void tabulateImages(ReducedCell cell) {
    int images = (2 * farthest[0] + 1) * (2 * farthest[1] + 1) * (2 * farthest[2] + 1);
    if (translation.length < 3 * images) {
      translation = new int[3 * images];
      shift = new double[3 * images];
    }
    int n = 0;
    for (int a = -farthest[0]; a <= farthest[0]; a++) {
      for (int b = -farthest[1]; b <= farthest[1]; b++) {
        for (int c = -farthest[2]; c <= farthest[2]; c++) {
          for (int k = 0; k < 3; k++) {
            translation[n + k] = (int) cell.image(a, b, c, k);
          }
          for (int axis = 0; axis < 3; axis++) {
            shift[n + axis] =
                cell.translation(translation[n], translation[n + 1], translation[n + 2], axis);
          }
          n += 3;
        }
      }
    }
    home = images / 2;
  }

  private void copyImages(WrappedPoints points) {
    int bins = total[0] * total[1] * total[2];
    if (start.length < bins + 1) {
      start = new int[bins + 1];
    }
    int entries = 0;
    int bin = 0;
    for (int a = 0; a < total[0]; a++) {
      int imageA = Math.floorDiv(a - padding[0], inner[0]);
      int innerA = a - padding[0] - imageA * inner[0];
      for (int b = 0; b < total[1]; b++) {
        int imageB = Math.floorDiv(b - padding[1], inner[1]);
        int innerB = b - padding[1] - imageB * inner[1];
        int row = (innerA * inner[1] + innerB) * inner[2];
        int imageRow =
            ((imageA + farthest[0]) * (2 * farthest[1] + 1) + imageB + farthest[1])
                    * (2 * farthest[2] + 1)
                + farthest[2];
        ensureRoom(
            entries + (2 * farthest[2] + 1) * (innerStart[row + inner[2]] - innerStart[row]));
        int imageC = Math.floorDiv(-padding[2], inner[2]);
        int innerC = -padding[2] - imageC * inner[2];
        for (int c = 0; c < total[2]; c++) {
          start[bin++] = entries;
          entries = copyBin(points, row + innerC, imageRow + imageC, entries);
          if (++innerC == inner[2]) {
            innerC = 0;
            imageC++;
          }
        }
      }
    }
    start[bin] = entries;
  }

  private int copyBin(WrappedPoints points, int innerBin, int imageNumber, int firstEntry) {
    int entry = firstEntry;
    double[] r = points.positions;
    for (int at = innerStart[innerBin]; at < innerStart[innerBin + 1]; at++) {
      int i = innerPoints[at];
      point[entry] = i;
      image[entry] = imageNumber;
      position[3 * entry] = r[3 * i] + shift[3 * imageNumber];
      position[3 * entry + 1] = r[3 * i + 1] + shift[3 * imageNumber + 1];
      position[3 * entry + 2] = r[3 * i + 2] + shift[3 * imageNumber + 2];
      entry++;
    }
    return entry;
  }

  private void ensureRoom(int entries) {
    if (point.length < entries) {
      int capacity = Math.max(entries, 2 * point.length);
      point = Arrays.copyOf(point, capacity);
      image = Arrays.copyOf(image, capacity);
      position = Arrays.copyOf(position, 3 * capacity);
    }
  }
}
