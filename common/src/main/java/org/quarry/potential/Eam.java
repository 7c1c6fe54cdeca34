package org.quarry.potential;

import java.util.Map;

/**
 * The embedded-atom method (Daw and Baskes, PRB 29, 6443, 1984) and its Finnis-Sinclair form (Phil.
 * Mag. A 50, 45, 1984), by tables, for any number of elements.
 *
 * <pre>
 * E = Σ_i F_i(ρ_i) + ½ Σ_i Σ_{j≠i} φ_ij(r_ij),   ρ_i = Σ_{j≠i} ρ_{j→i}(r_ij),   r &lt; cutoff
 * </pre>
 *
 * The density of a neighbor depends on the neighbor's element alone, and in the form of Finnis and
 * Sinclair on both. Tables are interpolated as LAMMPS does. Beyond the last sample of density F
 * goes on along its tangent; between the last sample of distance and the cutoff, less than a step
 * in usual files, values and slopes are those of the last sample.
 */
public final class Eam implements Potential {
  /** The form of the file that the tables come from. */
  enum Form {
    FUNCFL("eam"),
    SETFL("eam-alloy"),
    FINNIS_SINCLAIR("eam-fs");

    private final String text;

    Form(String text) {
      this.text = text;
    }
  }

  private final Form form;
  private final Species species;
  private final EamTables tables;
  private final EamSplines splines;
  private final String digest;
  private final String citation;

  Eam(Form form, Species species, EamTables tables, String citation) {
    this.form = form;
    this.species = species;
    this.tables = tables;
    this.splines = new EamSplines(tables);
    this.digest = tables.digest();
    this.citation = citation;
  }

  @Override
  public String name() {
    return form.text;
  }

  /** The tables are named by the SHA-256 of their samples. */
  @Override
  public Map<String, Object> toMap() {
    return Map.of(
        "species", species.toMap(),
        "nrho", tables.embedding[0].length,
        "drho", tables.drho,
        "nr", tables.pair[0].length,
        "dr", tables.dr,
        "cutoff", tables.cutoff,
        "tables", digest);
  }

  @Override
  public Species species() {
    return species;
  }

  @Override
  public double cutoff() {
    return tables.cutoff;
  }

  @Override
  public String citation() {
    return citation;
  }

  @Override
  public Evaluator evaluator() {
    return new EamEvaluator(this, tables, splines);
  }
}
