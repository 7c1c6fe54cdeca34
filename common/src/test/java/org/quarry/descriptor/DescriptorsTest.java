package org.quarry.descriptor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.quarry.atoms.Configuration;
import org.quarry.descriptor.LocalDescriptor.LocalEvaluator;

class DescriptorsTest {
  private static final Map<String, Object> SOAP =
      Map.of("species", List.of("H", "C"), "r_cut", 4.0, "n_max", 2, "l_max", 1);

  /** H: 2·3 of one block with itself, 2·4 across: N(N+1)/2·(l_max+1) with N = 4. */
  @Test
  void namesMakeDescriptors() {
    assertEquals(20, Descriptors.of("soap", SOAP).features());
    assertEquals(9, Descriptors.of("coulomb", Map.of("n_atoms_max", 3)).features());
  }

  @Test
  void symbolsAndNumbersNameTheSameSpecies() {
    assertEquals(
        Descriptors.of("soap", SOAP).parameters().hash(),
        Descriptors.of("soap", with("species", List.of(6, 1, "C"))).parameters().hash());
    assertNotEquals(
        Descriptors.of("soap", SOAP).parameters().hash(),
        Descriptors.of("soap", with("sigma", 0.5)).parameters().hash());
  }

  @Test
  void parametersMakeTheSameDescriptorAgain() {
    Map<String, Object> settings = new HashMap<>(with("average", "inner"));
    settings.put("compression", Map.of("mode", "mu2", "species_weighting", Map.of("C", 0.5)));
    settings.put("weighting", Map.of("function", "pow", "r0", 2, "c", 1, "d", 1, "m", 3, "w0", 0));
    settings.put("periodic", false);
    Descriptor descriptor = Descriptors.of("soap", settings);
    Descriptor again = Descriptors.of("soap", descriptor.parameters().toMap());
    assertEquals(descriptor.parameters(), again.parameters());
    assertEquals(descriptor.parameters().canonicalText(), again.parameters().canonicalText());
  }

  @Test
  void numbersMayComeAsText() {
    assertEquals(
        Descriptors.of("soap", SOAP).parameters(),
        Descriptors.of("soap", with("n_max", "2")).parameters());
  }

  /** poly: where it ends; pow: r0·(c/threshold − d)^(1/m) = 2·99^(1/2). */
  @Test
  void weightingImpliesTheCutoffThatIsNotGiven() {
    Map<String, Object> settings = new HashMap<>(SOAP);
    settings.remove("r_cut");
    settings.put("weighting", Map.of("function", "poly", "r0", 4, "c", 1, "m", 2));
    assertEquals(4.0, Descriptors.of("soap", settings).parameters().toMap().get("r_cut"));
    settings.put("weighting", Map.of("function", "pow", "r0", 2, "c", 1, "d", 1, "m", 2));
    assertEquals(
        2 * Math.sqrt(99),
        (double) Descriptors.of("soap", settings).parameters().toMap().get("r_cut"),
        1e-13);
  }

  @ParameterizedTest
  @CsvSource({
    "n_max, eight, soap: n_max must be a number, got \"eight\"",
    "n_max, 2.5, soap: n_max must be a whole number, got \"2.5\"",
    "n_max, 21, 'soap: n_max must be between 1 and 20, got 21'",
    "l_max, -1, 'soap: l_max must be between 0 and 20, got -1'",
    "r_cut, 1, 'soap: r_cut must exceed 1 Å for rbf gto, got 1.0'",
    "sigma, 0, 'soap: sigma must be between 0.01 and 100 Å, got 0.0'",
    "rbf, slater, 'soap: rbf must be one of gto, polynomial, got \"slater\"'",
    "periodic, maybe, 'soap: periodic must be true or false, got \"maybe\"'",
    "average, all, 'soap: average must be one of off, inner, outer, got \"all\"'",
    "compression, mu2, 'soap: compression must be an object with named values, got \"mu2\"'",
    "species, Xx, 'soap: species must be element symbols or atomic numbers, got \"Xx\"'",
    "rcut, 5, 'soap: unknown parameter \"rcut\"'",
  })
  void wrongSettingsAreRefusedInOneLine(String key, String value, String message) {
    String refusal = refusal("soap", with(key, value));
    assertTrue(refusal.startsWith(message), refusal);
    assertEquals(1, refusal.lines().count());
  }

  /** Whoever writes rcut is told so, and not that r_cut is missing. */
  @Test
  void unknownSettingsAreReportedBeforeMissingOnes() {
    String refusal = refusal("soap", Map.of("rcut", 5));
    assertTrue(refusal.startsWith("soap: unknown parameter \"rcut\" (known: average, "), refusal);
  }

  @Test
  void everyDescriptorTellsTheSettingsThatItsParametersAreWrittenWith() {
    assertTrue(
        Descriptors.settings("soap")
            .containsAll(Descriptors.of("soap", SOAP).parameters().toMap().keySet()));
    for (String name : Descriptors.names()) {
      assertFalse(Descriptors.settings(name).isEmpty(), name);
    }
  }

  @Test
  void nestedSettingsAreRefusedWithTheirPlace() {
    assertEquals(
        "soap compression: mode must be one of off, mu2, mu1nu1, crossover, got \"mu3\"",
        refusal("soap", with("compression", Map.of("mode", "mu3"))));
    assertEquals(
        "soap weighting: unknown parameter \"r1\" (known: c, function, m, r0, threshold, w0)",
        refusal(
            "soap",
            with("weighting", Map.of("function", "poly", "r0", 4, "c", 1, "m", 2, "r1", 3))));
    assertEquals(
        "soap weighting: m is missing",
        refusal("soap", with("weighting", Map.of("function", "poly", "r0", 4, "c", 1))));
  }

  @Test
  void nearlyEqualGtosAreRefused() {
    Map<String, Object> settings = new HashMap<>(with("n_max", 12));
    settings.put("r_cut", 1.000001);
    assertTrue(refusal("soap", settings).contains("linearly dependent"));
  }

  @Test
  void gaussiansBelowTheQuadratureAreRefused() {
    Map<String, Object> settings = new HashMap<>(with("rbf", "polynomial"));
    settings.put("sigma", 0.05);
    assertEquals(
        "soap: sigma must be at least r_cut/50 for rbf polynomial, got 0.05",
        refusal("soap", settings));
  }

  @Test
  void unknownNamesAreRefused() {
    assertEquals(
        "unknown descriptor \"soup\" (known: acsf, coulomb, ewald, mbtr, representation,"
            + " scattering, scattering-laguerre, sine, soap)",
        refusal("soup", Map.of()));
    assertEquals("coulomb: n_atoms_max is missing", refusal("coulomb", Map.of()));
  }

  @Test
  void foreignElementsAndCoincidingAtomsAreRefusedWithTheConfiguration() {
    Descriptor soap = Descriptors.of("soap", SOAP);
    Configuration silicon =
        Configuration.isolated(new int[] {1, 14}, new double[] {0, 0, 0, 1, 0, 0});
    String message =
        assertThrows(IllegalArgumentException.class, () -> soap.describe(silicon)).getMessage();
    assertEquals("soap: " + silicon + " holds Si, which is not in species [H, C]", message);
    Configuration twice = Configuration.isolated(new int[] {1, 1}, new double[6]);
    assertTrue(
        assertThrows(IllegalArgumentException.class, () -> soap.describe(twice))
            .getMessage()
            .endsWith("has atoms 0 and 1 at the same place"));
  }

  @Test
  void noCenterAtAllIsRefused() {
    LocalEvaluator soap = ((LocalDescriptor) Descriptors.of("soap", SOAP)).evaluator();
    Configuration fragment =
        Configuration.isolated(new int[] {6, 1}, new double[] {0, 0, 0, 1.1, 0, 0});
    assertEquals(
        "soap: at least one center is needed",
        assertThrows(IllegalArgumentException.class, () -> soap.evaluateAtoms(fragment, new int[0]))
            .getMessage());
    assertEquals(
        "soap: points need three coordinates each, got 0 numbers",
        assertThrows(
                IllegalArgumentException.class, () -> soap.evaluateAround(fragment, new double[0]))
            .getMessage());
    assertEquals(
        "soap: " + fragment + " has no atom 2",
        assertThrows(
                IllegalArgumentException.class, () -> soap.evaluateAtoms(fragment, new int[] {2}))
            .getMessage());
    assertEquals(
        "a configuration needs at least one atom",
        assertThrows(
                IllegalArgumentException.class,
                () -> Configuration.isolated(new int[0], new double[0]))
            .getMessage());
  }

  private static Map<String, Object> with(String key, Object value) {
    Map<String, Object> settings = new HashMap<>(SOAP);
    settings.put(key, value);
    return settings;
  }

  private static String refusal(String name, Map<String, Object> settings) {
    return assertThrows(IllegalArgumentException.class, () -> Descriptors.of(name, settings))
        .getMessage();
  }
}
