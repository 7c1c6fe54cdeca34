package org.quarry.jobs;

import static org.apache.spark.sql.functions.col;

import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.quarry.descriptor.Descriptor;
import org.quarry.lake.Lake;
import org.quarry.lake.Table;
import org.quarry.parameters.Parameters;
import org.quarry.spark.sql.DescriptorTask;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Computes one pooled descriptor vector for every configuration.
 *
 * <p>The species are a setting of the lake, told once: vectors of different species lists cannot be
 * compared. They are given to every descriptor that asks for species. A configuration that the
 * descriptor refuses (another element, too many atoms, atoms that coincide) goes to {@code
 * quarantine} in stage {@code describe}, with these parameters.
 *
 * <p>{@code --descriptor representation --set model=NAME|FILE} describes by what a trained network
 * makes of the atoms, the mean over them; a NAME is that of a model of the lake.
 *
 * <p>{@code --dtype float32} rounds the values, which makes them other values under another
 * parameter hash; {@code --sparse} changes only how they are stored.
 *
 * <p>Reads {@code configurations}; appends to {@code descriptors} what is lacking for these
 * parameters. Example: {@code quarry describe --lake DIR --species Si --set r_cut=5 --set n_max=8
 * --set l_max=6 --set sigma=0.5}.
 */
@Command(name = "describe", description = "Compute pooled descriptors")
public final class DescribeJob extends RowJob {
  private static final String ID = "configuration_id";
  private static final String SPECIES = "species";
  private static final String AVERAGE = "average";
  private static final String MODEL = "model";

  @Mixin private DatasetOptions datasets = new DatasetOptions();

  @Mixin private DescriptorSettings settings = new DescriptorSettings();

  @Mixin private StorageOptions storage = new StorageOptions();

  @Mixin private SpeciesOption species = new SpeciesOption();

  @Option(
      names = "--average",
      paramLabel = "MODE",
      description =
          "how centres are pooled, where the descriptor has several: outer (default), inner")
  private String average = "";

  private Descriptor descriptor; // made from the options, and the lake

  @Override
  protected Table output() {
    return Table.DESCRIPTORS;
  }

  @Override
  protected Parameters parameters(Lake lake) {
    return StoredParameters.of(descriptor(lake).parameters(), storage.form().dtype());
  }

  @Override
  protected Dataset<Row> todo(Lake lake, Run run) {
    Dataset<Row> described =
        lake.read(Table.DESCRIPTORS).where(col("parameter_hash").equalTo(run.parameters().hash()));
    Dataset<Row> done = described.select(ID).union(run.quarantined(name()));
    return lake.lacking(lake.configurations(datasets.names()), done, ID);
  }

  @Override
  protected Dataset<Row> compute(Lake lake, Dataset<Row> todo) {
    return DescribeRows.vectors(todo, task(lake), parameters(lake).hash(), storage.form());
  }

  @Override
  protected Dataset<Row> refused(Lake lake, Dataset<Row> todo) {
    return DescribeRows.refusals(todo, task(lake), storage.form());
  }

  private DescriptorTask task(Lake lake) {
    return DescriptorTask.of(descriptor(lake));
  }

  /** Made once a run: a model's file may be another one before the end. */
  private Descriptor descriptor(Lake lake) {
    if (descriptor == null) {
      descriptor = pooled(lake);
    }
    return descriptor;
  }

  private Descriptor pooled(Lake lake) {
    Map<String, Object> map = settings.toMap();
    Set<String> known = settings.known();
    if (known.contains(SPECIES)) {
      if (map.containsKey(SPECIES)) {
        throw new UsageException("tell the lake's species with --species, not among the settings");
      }
      map.put(SPECIES, species.of(lake));
    }
    if (known.contains(MODEL)) {
      map.computeIfPresent(
          MODEL, (key, name) -> ModelOption.existing(lake, name.toString()).toString());
    }
    if (!average.isEmpty()) {
      map.put(AVERAGE, average);
    } else if (known.contains(AVERAGE)) {
      map.putIfAbsent(AVERAGE, "outer");
    }
    Descriptor chosen = settings.descriptor(map);
    if (chosen.rows() != Descriptor.Rows.CONFIGURATION) {
      throw new UsageException(
          "the lake keeps one vector a configuration: choose another --average or permutation");
    }
    return chosen;
  }
}
