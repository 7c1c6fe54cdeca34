package org.quarry.jobs;

import com.sun.management.GarbageCollectionNotificationInfo;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;
import org.quarry.lake.Lake;

/** What the last of some runs of a job took: time and memory of this process. */
final class JobMeter {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final double MB = 1 << 20;

  private int cores;
  private double seconds;
  private double cpuSeconds; // of the whole process, compiler and collector included
  private double heap; // MB

  /** Runs a job; its own seconds count. */
  Summary run(LakeJob job, Lake lake) {
    cores = lake.spark().sparkContext().defaultParallelism();
    HeapPeak peak = new HeapPeak();
    long start = processCpuTime();
    Summary summary;
    try {
      summary = job.run(lake);
    } finally {
      peak.close();
    }
    cpuSeconds = (processCpuTime() - start) * 1e-9;
    heap = peak.bytes() / MB;
    seconds = (Double) summary.details().get("seconds");
    return summary;
  }

  double seconds() {
    return seconds;
  }

  double coreSeconds() {
    return seconds * cores;
  }

  /**
   * Figures of the last run. {@code peak_heap_mb} is the most that a garbage collection left, dead
   * objects that it did not look at included; {@code peak_rss_mb} is the most memory that the
   * process had from its start on, where the system tells.
   */
  Map<String, Object> figures() {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("cores", cores);
    figures.put("seconds", seconds);
    figures.put("cpu_seconds", cpuSeconds);
    figures.put("peak_heap_mb", Math.round(heap));
    double resident = peakResident();
    if (resident > 0) {
      figures.put("peak_rss_mb", Math.round(resident));
    }
    return figures;
  }

  private static long processCpuTime() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getProcessCpuTime()
        : 0;
  }

  /** Linux alone tells, in kB. */
  private static double peakResident() {
    if (!Files.isReadable(STATUS)) {
      return 0;
    }
    try {
      return Files.readAllLines(STATUS).stream()
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024.0)
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0;
    }
  }

  /** Listens to the garbage collectors from its making on. */
  private static final class HeapPeak implements NotificationListener {
    private final AtomicLong bytes = new AtomicLong();
    private final Set<String> pools =
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .map(MemoryPoolMXBean::getName)
            .collect(Collectors.toSet());

    HeapPeak() {
      for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
        ((NotificationEmitter) collector).addNotificationListener(this, null, null);
      }
    }

    @Override
    public void handleNotification(Notification notification, Object handback) {
      if (!notification
          .getType()
          .equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION)) {
        return;
      }
      long used =
          GarbageCollectionNotificationInfo.from((CompositeData) notification.getUserData())
              .getGcInfo()
              .getMemoryUsageAfterGc()
              .entrySet()
              .stream()
              .filter(pool -> pools.contains(pool.getKey()))
              .mapToLong(pool -> pool.getValue().getUsed())
              .sum();
      bytes.accumulateAndGet(used, Math::max);
    }

    long bytes() {
      return bytes.get();
    }

    void close() {
      for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
        try {
          ((NotificationEmitter) collector).removeNotificationListener(this);
        } catch (javax.management.ListenerNotFoundException e) {
          throw new IllegalStateException(e); // it was added to each
        }
      }
    }
  }
}
