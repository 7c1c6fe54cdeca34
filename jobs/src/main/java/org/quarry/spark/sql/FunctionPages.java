package org.quarry.spark.sql;

import org.apache.spark.sql.catalyst.expressions.ExpressionInfo;
import org.quarry.descriptor.Descriptors;

/** What {@code DESCRIBE FUNCTION} says of Quarry's functions. */
final class FunctionPages {
  private static final String SINCE = "0.1.0";

  /** The settings of an example, for descriptors that have one here. */
  private static final String SOAP_EXAMPLE =
      "species => array('Si'), r_cut => 5, n_max => 8, l_max => 6, average => 'outer'";

  private FunctionPages() {}

  static ExpressionInfo describes(String function, String descriptor) {
    boolean general = descriptor.isEmpty();
    String name = general ? "name, " : "";
    String usage =
        "_FUNC_("
            + name
            + "[columns,] settings) - "
            + (general ? "The descriptor of that name" : "The descriptor " + descriptor)
            + " of a structure: array<double> where it has one row a structure, else"
            + " array<array<double>>, a row an atom. NULL where atomic_numbers, positions or pbc"
            + " are NULL; fails where the structure cannot be described.";
    String known =
        general
            ? "those of the descriptor; known are " + String.join(", ", Descriptors.names())
            : String.join(", ", Descriptors.settings(descriptor));
    String arguments =
        """

            Arguments:
              * columns - atomic_numbers, positions (3n numbers, Å), cell (nine numbers or NULL),
                  pbc; or t.*, or one struct with these fields, or nothing: then the columns of
                  these names are taken
              * settings - constants: a JSON object, a map, a struct or named arguments: %s
        """
            .formatted(known);
    String call = general ? "'soap', " + SOAP_EXAMPLE : example(descriptor);
    String examples =
        """

            Examples:
              > SELECT configuration_id, _FUNC_(%s) FROM configurations;
        """
            .formatted(call);
    return page(DescribeExpression.class, function, usage, arguments, examples);
  }

  static ExpressionInfo tries(String function, String failing) {
    return page(
        DescribeExpression.class,
        function,
        "_FUNC_(...) - Like " + failing + ", but NULL for a structure that cannot be described.",
        "",
        "");
  }

  static ExpressionInfo cosine() {
    return page(
        Cosine.class,
        "cosine",
        "_FUNC_(a, b) - The cosine of the angle between two vectors of equal length; 0 where one is"
            + " zero, NULL where one is NULL or has a NULL component.",
        "",
        """

            Examples:
              > SELECT _FUNC_(array(1, 0), array(1, 1));
               0.7071067811865475
        """);
  }

  static ExpressionInfo dense() {
    return page(
        Dense.class,
        "dense",
        "_FUNC_([values, values_float, blocks, features]) - The whole vector (array<double>) of a"
            + " stored one, whatever dtype it has and whether blocks are left out. The lake's"
            + " views have that done already.",
        """

            Arguments:
              * values, values_float, blocks, features - the columns of a table descriptors; t.*,
                  or nothing: then the columns of these names are taken
        """,
        "");
  }

  private static String example(String descriptor) {
    return switch (descriptor) {
      case "soap" -> SOAP_EXAMPLE;
      case "coulomb" -> "n_atoms_max => 100";
      default -> "'{...}'";
    };
  }

  private static ExpressionInfo page(
      Class<?> expression, String name, String usage, String arguments, String examples) {
    return new ExpressionInfo(
        expression.getName(),
        null,
        name,
        usage,
        arguments,
        examples,
        "",
        "",
        SINCE,
        "",
        "scala_udf");
  }
}
