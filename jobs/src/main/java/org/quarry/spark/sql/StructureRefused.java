package org.quarry.spark.sql;

/** A structure of a query that a descriptor cannot describe; the message says which and why. */
public final class StructureRefused extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  StructureRefused(String message) {
    super(message);
  }
}
