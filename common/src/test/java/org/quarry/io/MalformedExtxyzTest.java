package org.quarry.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.quarry.atoms.Element;
import org.quarry.fixtures.SharedData;

/** Odd files from issue trackers, each with the verdict that was agreed on. */
class MalformedExtxyzTest {
  /** Words that the reason must hold, by the file's name. */
  private static final Map<String, String> REASONS =
      Map.ofEntries(
          Map.entry("virial_and_stress_inconsistent", "virial is not -V*stress"),
          Map.entry("two_energy_keys_disagree", "energy and free_energy differ"),
          Map.entry("truncated_last_frame", "1 of 2 atom lines"),
          Map.entry("natoms_too_small", "more atom lines than the count of 1"),
          Map.entry("natoms_negative", "\"-2\""),
          Map.entry("natoms_extra_token", "\"2 atoms\""),
          Map.entry("properties_no_type", "name:type:count"),
          Map.entry("properties_bad_type", "type \"X\""),
          Map.entry("line_more_columns_than_properties", "4 columns announced, 7 present"),
          Map.entry("nan_position", "position of atom 0 is \"nan\""),
          Map.entry("inf_energy", "energy holds \"inf\""),
          Map.entry("unclosed_quote", "not closed"),
          Map.entry("singular_cell", "volume is 0"),
          Map.entry("coincident_through_pbc", "0.0500 Å apart, periodic images"),
          Map.entry("vec_lines", "VEC"),
          Map.entry("empty_file", "no frame"),
          Map.entry("comma_decimal", "decimal comma"));

  @TestFactory
  Stream<DynamicTest> everyFileGetsItsVerdict() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonNode file : SharedData.json("data/extxyz_malformed/EXPECTED.json")) {
      String name = file.get("file").asText();
      tests.add(DynamicTest.dynamicTest(name, () -> check(name, file)));
    }
    return tests.stream();
  }

  private static void check(String name, JsonNode file) throws IOException {
    List<Frame> frames =
        InlineFrames.read(SharedData.path("data/extxyz_malformed/" + name), ReadOptions.DEFAULT);
    List<Frame.Accepted> good = new ArrayList<>();
    List<Frame.Rejected> bad = new ArrayList<>();
    for (Frame frame : frames) {
      if (frame instanceof Frame.Accepted accepted) {
        good.add(accepted);
      } else {
        bad.add((Frame.Rejected) frame);
      }
    }
    JsonNode expect = file.get("expect");
    String verdict = file.get("verdict").asText();
    if (verdict.equals("accept")) {
      assertEquals(List.of(), bad);
      checkAccepted(expect, good);
      return;
    }
    assertEquals(expect.path("good_frames").asInt(0), good.size(), "good frames");
    assertEquals(1, bad.size());
    Frame.Stage stage = verdict.equals("reject") ? Frame.Stage.PARSE : Frame.Stage.QUALITY;
    assertEquals(stage, bad.get(0).stage());
    String words = REASONS.get(name.replace(".extxyz", ""));
    assertTrue(bad.get(0).reason().contains(words), bad.get(0).reason());
  }

  private static void checkAccepted(JsonNode expect, List<Frame.Accepted> frames) {
    Frame.Accepted first = frames.get(0);
    Map<String, String> info = first.provenance().info();
    for (Iterator<Map.Entry<String, JsonNode>> it = expect.fields(); it.hasNext(); ) {
      Map.Entry<String, JsonNode> entry = it.next();
      JsonNode value = entry.getValue();
      switch (entry.getKey()) {
        case "frames", "memberships" -> assertEquals(value.asInt(), frames.size());
        case "configurations" -> assertEquals(value.asInt(), ids(frames).size());
        case "natoms" -> assertEquals(value.asInt(), first.configuration().size());
        case "energy" ->
            assertEquals(
                value.isNull() ? Double.NaN : value.asDouble(),
                first.labels().energy().orElse(Double.NaN));
        case "pbc" -> {
          for (int k = 0; k < 3; k++) {
            assertEquals(value.get(k).asBoolean(), first.configuration().pbc().along(k));
          }
        }
        case "has_lattice" -> assertTrue(first.configuration().cell().volume() > 0);
        case "has_stress" -> assertTrue(first.labels().stress().isPresent());
        case "flag" -> assertEquals("T", info.get("relaxed"));
        case "double" -> assertEquals(value.asText(), info.get("double"));
        case "vector_len" ->
            assertEquals(value.asInt(), ExtxyzLabels.words(info.get("desc")).size());
        case "extra_columns" ->
            assertEquals(
                value.get(0).asText() + " " + value.get(1).asText(), info.get("ignored_columns"));
        case "species" -> {
          for (int i = 0; i < value.size(); i++) {
            assertEquals(
                value.get(i).asText(), Element.of(first.configuration().atomicNumber(i)).symbol());
          }
        }
        case "pos0_x" -> assertEquals(value.asDouble(), first.configuration().position(0, 0));
        case "pos1_x" -> assertEquals(value.asDouble(), first.configuration().position(1, 0));
        case "note" -> {}
        default -> fail("the test does not know the expectation " + entry.getKey());
      }
    }
  }

  private static Set<String> ids(List<Frame.Accepted> frames) {
    Set<String> ids = new HashSet<>();
    frames.forEach(frame -> ids.add(frame.configuration().id()));
    return ids;
  }
}
