package org.quarry.spark.sql;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.analysis.UnresolvedAttribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.GetStructField;
import org.apache.spark.sql.catalyst.expressions.NamedArgumentExpression;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.MapData;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;
import scala.Option;
import scala.collection.JavaConverters;

/**
 * The arguments of a call, as they are written: columns first, settings behind them.
 *
 * <p>Columns that belong together may be given each in its place, as {@code t.*}, as one struct, or
 * not at all: then the columns of these names are taken. Settings may be a JSON object, a map, a
 * struct, or named arguments ({@code r_cut => 5}); they are constants.
 */
final class Arguments {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String function;
  private final List<Expression> positional = new ArrayList<>();
  private final Map<String, Object> settings = new LinkedHashMap<>();

  private Arguments(String function) {
    this.function = function;
  }

  /** The arguments of a call; a last one that is text, a map or a struct of settings is read. */
  static Arguments of(String function, List<Expression> given, List<String> columns) {
    Arguments arguments = new Arguments(function);
    Map<String, Object> named = new LinkedHashMap<>();
    for (Expression argument : given) {
      if (argument instanceof NamedArgumentExpression pair) {
        named.put(pair.key(), arguments.constant(pair.key(), pair.value()));
      } else {
        arguments.positional.add(argument);
      }
    }
    int last = arguments.positional.size() - 1;
    if (last >= 0 && isSettings(arguments.positional.get(last), columns)) {
      arguments.read(arguments.positional.remove(last));
    }
    arguments.settings.putAll(named);
    return arguments;
  }

  /** A first argument that is a constant text. */
  static String text(String function, String name, List<Expression> given) {
    if (given.isEmpty() || given.get(0) instanceof NamedArgumentExpression) {
      throw WrongCall.of(function + ": " + name + " is missing");
    }
    return String.valueOf(new Arguments(function).constant(name, given.get(0)));
  }

  Map<String, Object> settings() {
    return settings;
  }

  /** The columns of some names, in their order. */
  List<Expression> columns(List<String> names) {
    if (positional.isEmpty()) {
      return names.stream().<Expression>map(Arguments::column).toList();
    }
    if (positional.size() == 1 && positional.get(0).dataType() instanceof StructType struct) {
      return names.stream().map(name -> field(positional.get(0), struct, name)).toList();
    }
    if (positional.size() > names.size() || isNamed(names)) {
      return names.stream().map(this::named).toList();
    }
    if (positional.size() != names.size()) {
      throw wrong(
          "the columns are "
              + String.join(", ", names)
              + " (or t.*, one struct of them, or none to take them by name), got "
              + positional.size());
    }
    return List.copyOf(positional);
  }

  private static Expression column(String name) {
    return new UnresolvedAttribute(JavaConverters.asScalaBuffer(List.of(name)).toList());
  }

  private Expression field(Expression struct, StructType type, String name) {
    int ordinal =
        IntStream.range(0, type.length())
            .filter(i -> type.fields()[i].name().equalsIgnoreCase(name))
            .findFirst()
            .orElseThrow(() -> wrong("the struct has no field " + name));
    return new GetStructField(struct, ordinal, Option.apply(name));
  }

  private boolean isNamed(List<String> names) {
    return names.stream().allMatch(name -> positional.stream().anyMatch(e -> hasName(e, name)));
  }

  private Expression named(String name) {
    List<Expression> fitting = positional.stream().filter(e -> hasName(e, name)).toList();
    if (fitting.size() != 1) {
      throw wrong("column " + name + (fitting.isEmpty() ? " is missing" : " stands there twice"));
    }
    return fitting.get(0);
  }

  private static boolean hasName(Expression expression, String name) {
    return expression instanceof NamedExpression column && column.name().equalsIgnoreCase(name);
  }

  /** Whether an argument can be settings: a constant struct, but for one of columns. */
  private static boolean isSettings(Expression argument, List<String> columns) {
    if (argument.dataType() instanceof StructType struct) {
      return argument.foldable()
          && Arrays.stream(struct.fieldNames())
              .noneMatch(name -> columns.contains(name.toLowerCase(Locale.ROOT)));
    }
    return argument.dataType() instanceof StringType || argument.dataType() instanceof MapType;
  }

  private void read(Expression given) {
    Object value = constant("the settings", given);
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, inner) -> settings.put(String.valueOf(key), inner));
    } else if (value != null) {
      try {
        settings.putAll(
            JSON.readValue(
                value.toString(), new TypeReference<LinkedHashMap<String, Object>>() {}));
      } catch (JsonProcessingException e) {
        throw wrong("the settings are not a JSON object: " + e.getOriginalMessage());
      }
    }
  }

  private Object constant(String name, Expression expression) {
    if (!expression.foldable()) {
      throw wrong(name + " must be constant, got " + expression.sql());
    }
    return toJava(expression.eval(InternalRow.empty()), expression.dataType());
  }

  private Object toJava(Object value, DataType type) {
    if (value == null) {
      return null;
    }
    if (type instanceof ArrayType array) {
      return list((ArrayData) value, array.elementType());
    }
    Map<String, Object> map = new LinkedHashMap<>();
    if (type instanceof MapType mapType) {
      List<Object> keys = list(((MapData) value).keyArray(), mapType.keyType());
      List<Object> values = list(((MapData) value).valueArray(), mapType.valueType());
      for (int i = 0; i < keys.size(); i++) {
        map.put(String.valueOf(keys.get(i)), values.get(i));
      }
      return map;
    }
    if (type instanceof StructType struct) {
      for (int i = 0; i < struct.length(); i++) {
        DataType inner = struct.fields()[i].dataType();
        map.put(struct.fields()[i].name(), toJava(((InternalRow) value).get(i, inner), inner));
      }
      return map;
    }
    if (value instanceof Decimal decimal) {
      return decimal.toDouble();
    }
    if (type.equals(DataTypes.FloatType)) {
      return Double.valueOf(value.toString()); // 0.1f means 0.1
    }
    return value instanceof Number || value instanceof Boolean ? value : value.toString();
  }

  private List<Object> list(ArrayData values, DataType type) {
    List<Object> list = new ArrayList<>();
    for (int i = 0; i < values.numElements(); i++) {
      list.add(toJava(values.isNullAt(i) ? null : values.get(i, type), type));
    }
    return list;
  }

  /** The exception for a call that is wrong as it is written. */
  RuntimeException wrong(String what) {
    return WrongCall.of(function + ": " + what);
  }
}
