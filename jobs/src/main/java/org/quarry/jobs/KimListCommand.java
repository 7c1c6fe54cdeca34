package org.quarry.jobs;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.quarry.atoms.Element;
import org.quarry.potential.kim.KimCatalog;
import org.quarry.potential.kim.KimModel;
import org.quarry.potential.kim.KimUnavailableException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Lists the OpenKIM models that are installed: extended KIM id, elements, cutoff of the neighbour
 * lists, influence distance and the source of the parameters.
 *
 * <p>Example: {@code quarry kim list --species Si}.
 */
@Command(name = "list", description = "List the installed models")
public final class KimListCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--species",
      split = ",",
      paramLabel = "El",
      description = "only models that describe all of these elements")
  private List<String> species = List.of();

  @Override
  public Integer call() {
    List<KimModel> models = models();
    PrintWriter out = spec.commandLine().getOut();
    if (Quarry.json(spec)) {
      out.println(toJson(models));
    } else {
      models.forEach(model -> print(model, out));
      out.printf(Locale.ROOT, "%d models; use one as --potential kim:NAME%n", models.size());
    }
    return Quarry.DONE;
  }

  private List<KimModel> models() {
    Set<Element> elements = new TreeSet<>();
    for (String symbol : species) {
      elements.add(
          Element.find(symbol)
              .orElseThrow(() -> new UsageException("unknown element \"" + symbol + "\"")));
    }
    try {
      return KimCatalog.installed().list(elements);
    } catch (KimUnavailableException e) {
      throw new InputException(e.getMessage(), e);
    }
  }

  private static void print(KimModel model, PrintWriter out) {
    out.println(model.name());
    out.println("    " + String.join(" ", model.species()) + distances(model));
    if (!model.citation().isEmpty()) {
      out.println("    " + model.citation());
    }
  }

  private static String distances(KimModel model) {
    if (model.cutoff().isEmpty() || model.influence().isEmpty()) {
      return "; cannot be used: " + model.problem();
    }
    double cutoff = model.cutoff().getAsDouble();
    double influence = model.influence().getAsDouble();
    return String.format(Locale.ROOT, "; cutoff %.4g Å", cutoff)
        + (influence == cutoff ? "" : String.format(Locale.ROOT, ", influence %.4g Å", influence));
  }

  private static String toJson(List<KimModel> models) {
    ObjectNode json = new ObjectMapper().createObjectNode();
    ArrayNode list = json.putArray("models");
    for (KimModel model : models) {
      ObjectNode node = list.addObject().put("name", model.name()).put("title", model.title());
      model.species().forEach(node.putArray("species")::add);
      model.cutoff().ifPresent(cutoff -> node.put("cutoff_A", cutoff));
      model.influence().ifPresent(influence -> node.put("influence_A", influence));
      node.put("citation", model.citation());
      if (!model.problem().isEmpty()) {
        node.put("problem", model.problem());
      }
    }
    return json.toString();
  }
}
