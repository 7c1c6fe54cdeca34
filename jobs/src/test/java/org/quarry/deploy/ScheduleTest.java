package org.quarry.deploy;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.apache.spark.package$;
import org.junit.jupiter.api.Test;
import org.quarry.fixtures.Installation;
import org.quarry.jobs.Quarry;

/** What the schedulers' files name exists, and what they call is a command of Quarry. */
class ScheduleTest {
  private static final String INSTALLED = "/opt/quarry/";

  @Test
  void theServiceCallsTheLauncherOnAPipelineThatExists() throws IOException {
    Unit service = Unit.read("deploy/systemd/quarry-nightly.service");

    List<String> call = List.of(service.only("Service", "ExecStart").split(" "));

    Path launcher = source(call.get(0));
    assertTrue(Files.isExecutable(launcher), launcher + " is not executable");
    assertIsACommand(call.subList(1, call.size()));
    assertEquals("oneshot", service.only("Service", "Type"));
    assertEquals(
        "/var/lib/" + service.only("Service", "StateDirectory"),
        service.only("Service", "WorkingDirectory"));
  }

  @Test
  void theTimerStartsTheService() throws IOException {
    Unit timer = Unit.read("deploy/systemd/quarry-nightly.timer");

    assertTrue(
        Files.exists(Installation.file("deploy/systemd").resolve(timer.only("Timer", "Unit"))));
    assertFalse(timer.only("Timer", "OnCalendar").isEmpty());
    assertEquals("timers.target", timer.only("Install", "WantedBy"));
  }

  @Test
  void kubernetesCallsTheSamePipeline() throws Exception {
    JsonNode application = application();
    JsonNode template = application.path("spec").path("template");

    assertEquals("sparkoperator.k8s.io/v1beta2", application.path("apiVersion").asText());
    assertEquals("ScheduledSparkApplication", application.path("kind").asText());
    assertEquals(Quarry.class.getName(), template.path("mainClass").asText());
    assertNotNull(Quarry.class.getMethod("main", String[].class));
    assertEquals(
        "local://" + INSTALLED + "jobs/target/dist/quarry.jar",
        template.path("mainApplicationFile").asText());
    assertIsACommand(
        StreamSupport.stream(template.path("arguments").spliterator(), false)
            .map(JsonNode::asText)
            .toList());
  }

  @Test
  void driverAndExecutorsSeeOneVolume() throws IOException {
    JsonNode template = application().path("spec").path("template");
    String volume = template.path("volumes").path(0).path("name").asText();

    for (String role : List.of("driver", "executor")) {
      JsonNode mount = template.path(role).path("volumeMounts").path(0);
      assertEquals(volume, mount.path("name").asText(), role);
      assertEquals("/data", mount.path("mountPath").asText(), role);
    }
  }

  @Test
  void oneVersionOfSparkEverywhere() throws IOException {
    String version = package$.MODULE$.SPARK_VERSION();

    assertEquals(
        version, application().path("spec").path("template").path("sparkVersion").asText());
    assertTrue(containerfile().contains("/spark:" + version + "-scala2.12-java17-"));
  }

  @Test
  void theContainerHoldsWhatItsEntryPointNeeds() throws IOException {
    String text = containerfile();

    for (List<String> copy : matches(text, "^COPY (\\S+) (\\S+)$")) {
      assertTrue(Files.isDirectory(Installation.file(copy.get(0))), copy.get(0));
      assertEquals(INSTALLED + copy.get(0), copy.get(1));
    }
    String entry = matches(text, "^ENTRYPOINT \\[\"(.*)\"\\]$").get(0).get(0);
    assertTrue(Files.isExecutable(source(entry)), entry);
    assertTrue(text.contains("FROM docker.io/library/eclipse-temurin:17-jre AS quarry"));
    for (String stage : text.split("(?m)^FROM ", -1)) {
      List<List<String>> users = matches(stage, "^USER (\\S+)$");
      assertTrue(
          !stage.contains("COPY") || !users.get(users.size() - 1).get(0).equals("root"), stage);
    }
  }

  private static void assertIsACommand(List<String> words) {
    assertDoesNotThrow(() -> Quarry.commandLine().parseArgs(words.toArray(String[]::new)));
    assertEquals("run", words.get(0));
    assertTrue(Files.isRegularFile(source(words.get(1))), words.get(1));
  }

  /** The checkout's file that is installed under a path. */
  private static Path source(String installed) {
    assertTrue(installed.startsWith(INSTALLED), installed);
    return Installation.file(installed.substring(INSTALLED.length()));
  }

  private static JsonNode application() throws IOException {
    return new YAMLMapper()
        .readTree(Installation.file("deploy/kubernetes/scheduled-spark-application.yaml").toFile());
  }

  private static String containerfile() throws IOException {
    return Files.readString(Installation.file("deploy/container/Containerfile"));
  }

  private static List<List<String>> matches(String text, String pattern) {
    Matcher matcher = Pattern.compile(pattern, Pattern.MULTILINE).matcher(text);
    List<List<String>> found = new ArrayList<>();
    while (matcher.find()) {
      List<String> groups = new ArrayList<>();
      for (int i = 1; i <= matcher.groupCount(); i++) {
        groups.add(matcher.group(i));
      }
      found.add(groups);
    }
    return found;
  }

  /** A unit file of systemd: settings in sections. */
  private record Unit(List<String> settings) {
    static Unit read(String name) throws IOException {
      List<String> settings = new ArrayList<>();
      String section = "";
      for (String line : Files.readAllLines(Installation.file(name))) {
        if (line.startsWith("[")) {
          section = line.strip();
        } else if (!line.isBlank() && !line.startsWith("#")) {
          assertTrue(line.matches("[A-Za-z]+=.*"), name + ": " + line);
          settings.add(section + line);
        }
      }
      return new Unit(settings);
    }

    String only(String section, String key) {
      String start = "[" + section + "]" + key + "=";
      List<String> values =
          settings.stream()
              .filter(setting -> setting.startsWith(start))
              .map(setting -> setting.substring(start.length()))
              .toList();
      assertEquals(1, values.size(), start);
      return values.get(0);
    }
  }
}
