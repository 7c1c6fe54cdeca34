package org.quarry.potential.kim;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.quarry.atoms.Element;

/** The portable models that are installed on this machine. */
public final class KimCatalog {
  private final WorkerPool pool;

  KimCatalog(WorkerPool pool) {
    this.pool = pool;
  }

  /** Of the models that libkim-api finds. */
  public static KimCatalog installed() {
    return new KimCatalog(WorkerPool.shared());
  }

  /**
   * The models that describe all of some elements, by name. Each is opened in a worker process for
   * its cutoff; one that cannot be is listed with the reason.
   *
   * @param species no elements for all models
   * @throws KimUnavailableException if OpenKIM is not installed, or has no models
   */
  public List<KimModel> list(Set<Element> species) {
    Set<String> symbols = new TreeSet<>();
    species.forEach(element -> symbols.add(element.symbol()));
    List<KimModel> models = new ArrayList<>();
    WorkerProcess worker = null;
    try {
      worker = pool.start();
      for (Description description : descriptions(worker)) {
        // A model without a specification tells its species only when it is open.
        if (description.species().isEmpty() || description.species().containsAll(symbols)) {
          if (!worker.isUsable()) {
            worker = pool.start();
          }
          KimModel model = open(description, worker);
          if (model.species().containsAll(symbols)) {
            models.add(model);
          }
        }
      }
    } catch (WorkerFailure e) {
      throw new IllegalStateException("no KIM worker can be started: " + e.getMessage(), e);
    } finally {
      if (worker != null) {
        worker.close();
      }
    }
    return models;
  }

  private List<Description> descriptions(WorkerProcess worker) throws WorkerFailure {
    Message message = new Message().clear().putInt(WorkerLoop.LIST);
    worker.exchange(message, message, pool.limits().start());
    message.getInt(); // always in order
    int count = message.getCount(1);
    List<Description> descriptions = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      descriptions.add(Description.read(message));
    }
    if (descriptions.isEmpty()) {
      throw new KimUnavailableException("no models are installed");
    }
    return descriptions;
  }

  private KimModel open(Description description, WorkerProcess worker) {
    try {
      return KimModel.of(worker.open(description.name(), Map.of(), pool.limits()), "");
    } catch (IllegalArgumentException | WorkerFailure e) {
      return KimModel.of(description, e.getMessage());
    }
  }
}
