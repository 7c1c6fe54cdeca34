package org.quarry.spark.ml;

import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.param.StringArrayParam;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.quarry.descriptor.Descriptor;
import org.quarry.descriptor.Descriptors;
import org.quarry.spark.sql.DescribeExpression;
import org.quarry.spark.sql.DescribeExpression.Refusal;
import org.quarry.spark.sql.DescriptorTask;
import org.quarry.spark.sql.MlVector;
import org.quarry.spark.sql.StructureColumns;
import scala.Option;

/**
 * A descriptor as a stage of a {@code spark.ml} pipeline: adds a column with the vector of each
 * structure. Its settings are Params under the field's names, whatever descriptor it is:
 *
 * <pre>{@code
 * DescriptorTransformer.of("soap")
 *     .setting("species", List.of("Si")).setting("r_cut", 5).setting("n_max", 8)
 *     .setting("l_max", 6).setting("sigma", 0.5).setting("average", "outer")
 *     .setOutputCol("features")
 * }</pre>
 *
 * <p>Reads the four columns of a lake's {@code configurations}, or those that {@code inputCols}
 * names in their place. {@code outputType} is {@code vector}, for other stages, or {@code array}:
 * an array of doubles, or of such arrays where there is a row an atom. A structure that cannot be
 * described fails the query, or gives null where {@code handleInvalid} is {@code keep}.
 */
public final class DescriptorTransformer extends Transformer implements DefaultParamsWritable {
  private static final long serialVersionUID = 1;
  private static final String VECTOR = "vector";
  private static final String ERROR = "error";

  private final String uid;
  private final String name;
  private final Param<String> descriptor;
  private final StringArrayParam inputCols;
  private final Param<String> outputCol;
  private final Param<String> outputType;
  private final Param<String> handleInvalid;
  private final List<SettingParam> settings;

  private DescriptorTransformer(String name, String uid) {
    this.uid = uid;
    this.name = name;
    this.descriptor = new Param<>(this, "descriptor", "the descriptor's name");
    this.inputCols =
        new StringArrayParam(this, "inputCols", "columns of " + StructureColumns.NAMES);
    this.outputCol = new Param<>(this, "outputCol", "column to add");
    this.outputType = choice("outputType", VECTOR, "array");
    this.handleInvalid = choice("handleInvalid", ERROR, "keep");
    this.settings =
        Descriptors.settings(name).stream()
            .map(setting -> new SettingParam(this, name, setting))
            .toList();
    set(descriptor, name);
    setDefault(inputCols, StructureColumns.NAMES.toArray(String[]::new));
    setDefault(outputCol, name);
    setDefault(outputType, VECTOR);
    setDefault(handleInvalid, ERROR);
  }

  /**
   * A stage for a descriptor, its settings to come.
   *
   * @throws IllegalArgumentException if there is no such descriptor
   */
  public static DescriptorTransformer of(String descriptor) {
    return new DescriptorTransformer(descriptor, Identifiable$.MODULE$.randomUID(descriptor));
  }

  /**
   * Sets one of the descriptor's settings. A file that is named is read when the stage is used; its
   * content as bytes, which the stage then holds and saves, cannot change meanwhile.
   *
   * @throws IllegalArgumentException if the descriptor knows none of this name
   */
  public DescriptorTransformer setting(String setting, Object value) {
    set(settingParam(setting), SettingParam.plain(value));
    return this;
  }

  /** Names the columns of atomic numbers, positions, cell and periodicity. */
  public DescriptorTransformer setInputCols(String... columns) {
    set(inputCols, columns.clone());
    return this;
  }

  public DescriptorTransformer setOutputCol(String column) {
    set(outputCol, column);
    return this;
  }

  /** {@code vector} or {@code array}. */
  public DescriptorTransformer setOutputType(String type) {
    set(outputType, type);
    return this;
  }

  /** {@code error} or {@code keep}. */
  public DescriptorTransformer setHandleInvalid(String way) {
    set(handleInvalid, way);
    return this;
  }

  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    transformSchema(dataset.schema(), true);
    Descriptor definition = definition();
    List<Expression> columns =
        Arrays.stream($(inputCols)).map(column -> dataset.col(column).expr()).toList();
    Refusal refusal = $(handleInvalid).equals(ERROR) ? Refusal.FAIL : Refusal.NULL;
    Expression rows = DescribeExpression.of(name, DescriptorTask.of(definition), refusal, columns);
    if (!$(outputType).equals(VECTOR)) {
      return dataset.withColumn($(outputCol), new Column(rows));
    }
    AttributeGroup size = new AttributeGroup($(outputCol), definition.features());
    return dataset.withColumn(
        $(outputCol), new Column(MlVector.of(rows)).as($(outputCol), size.toMetadata()));
  }

  @Override
  public StructType transformSchema(StructType schema) {
    Descriptor definition = definition();
    String[] columns = $(inputCols);
    if (columns.length != StructureColumns.NAMES.size()) {
      throw wrong("inputCols must name the columns of " + StructureColumns.NAMES);
    }
    for (int i = 0; i < columns.length; i++) {
      requireType(schema, columns[i], StructureColumns.type(i));
    }
    if (Arrays.asList(schema.fieldNames()).contains($(outputCol))) {
      throw wrong("column " + $(outputCol) + " is there already: choose another outputCol");
    }
    boolean pooled = definition.rows() == Descriptor.Rows.CONFIGURATION;
    DataType row = DataTypes.createArrayType(DataTypes.DoubleType, false);
    if (!$(outputType).equals(VECTOR)) {
      return schema.add($(outputCol), pooled ? row : DataTypes.createArrayType(row, false), true);
    }
    if (!pooled) {
      throw wrong(
          "gives several rows a structure: set average (or one of copies), or outputType to array");
    }
    AttributeGroup size = new AttributeGroup($(outputCol), definition.features());
    return schema.add(
        new StructField($(outputCol), SQLDataTypes.VectorType(), true, size.toMetadata()));
  }

  private void requireType(StructType schema, String column, DataType wanted) {
    StructField field =
        Arrays.stream(schema.fields())
            .filter(candidate -> candidate.name().equals(column))
            .findFirst()
            .orElseThrow(() -> wrong("column " + column + " is missing"));
    if (!DataType.equalsIgnoreNullability(wanted, field.dataType())) {
      throw wrong(
          "column " + column + " must be " + wanted.sql() + ", got " + field.dataType().sql());
    }
  }

  /** The descriptor that the settings make; says which of them is wrong. */
  private Descriptor definition() {
    if (!$(descriptor).equals(name)) {
      throw wrong("is what this stage was made for; make another for " + $(descriptor));
    }
    Map<String, Object> values = new LinkedHashMap<>();
    for (SettingParam setting : settings) {
      if (isDefined(setting)) {
        values.put(setting.name(), SettingParam.plain($(setting)));
      }
    }
    return Descriptors.of(name, values);
  }

  private SettingParam settingParam(String setting) {
    return settings.stream()
        .filter(param -> param.name().equals(setting))
        .findFirst()
        .orElseThrow(
            () ->
                wrong(
                    "unknown parameter \""
                        + setting
                        + "\" (known: "
                        + String.join(", ", Descriptors.settings(name))
                        + ")"));
  }

  private Param<String> choice(String param, String... values) {
    return new Param<>(
        this, param, "one of " + String.join(", ", values), ParamValidators.inArray(values));
  }

  private IllegalArgumentException wrong(String what) {
    return new IllegalArgumentException(name + ": " + what);
  }

  @Override
  public DescriptorTransformer copy(ParamMap extra) {
    return copyValues(new DescriptorTransformer(name, uid), extra);
  }

  @Override
  public Param<?>[] params() {
    return Stream.concat(
            Stream.of(descriptor, inputCols, outputCol, outputType, handleInvalid),
            settings.stream())
        .sorted(Comparator.comparing(Param::name))
        .toArray(Param<?>[]::new);
  }

  @Override
  public String uid() {
    return uid;
  }

  @Override
  public MLWriter write() {
    return DefaultParamsWritable.super.write();
  }

  @Override
  public void save(String path) throws IOException {
    write().save(path);
  }

  /** Reads stages that were saved; Spark calls this for stages of a pipeline. */
  public static MLReader<DescriptorTransformer> read() {
    return new Reader();
  }

  /** Reads a stage that was saved. */
  public static DescriptorTransformer load(String path) {
    return read().load(path);
  }

  private static final class Reader extends MLReader<DescriptorTransformer> {
    @Override
    public DescriptorTransformer load(String path) {
      DefaultParamsReader.Metadata metadata =
          DefaultParamsReader.loadMetadata(path, sc(), DescriptorTransformer.class.getName());
      String descriptor = metadata.getParamValue("descriptor").values().toString();
      DescriptorTransformer stage = new DescriptorTransformer(descriptor, metadata.uid());
      metadata.getAndSetParams(stage, Option.empty());
      return stage;
    }
  }
}
