package dev.gatehold.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** What figures were measured on; belongs beside every figure. */
public final class Machine {
  private Machine() {}

  /**
   * One line, with the load before the measurement: a figure from a busy machine says so itself.
   *
   * @param folder where was written
   */
  public static String text(double loadBefore, Path folder) throws IOException {
    return String.format(
        Locale.ROOT,
        "%d processors, load before %.1f, Java %s, %s, file system %s.",
        Runtime.getRuntime().availableProcessors(),
        loadBefore,
        System.getProperty("java.version"),
        System.getProperty("os.name"),
        Files.getFileStore(folder).type());
  }

  /** What this process has used of all processors so far, in seconds. */
  public static double cpuSeconds() {
    var system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    return system.getProcessCpuTime() / 1e9;
  }

  /** What lives on the heap of this process, in MB: what a collection leaves. */
  public static double liveHeapMegabytes() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1e6;
  }

  /** What this process holds in memory, in MB, as Linux accounts for it; not a number elsewhere. */
  public static double residentMegabytes() throws IOException {
    Path status = Path.of("/proc/self/status");
    return Files.isReadable(status) ? kilobytes(status, "VmRSS:") / 1000.0 : Double.NaN;
  }

  private static long kilobytes(Path status, String name) throws IOException {
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith(name))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }

  /** The load average of the last minute; says on standard error when it spoils figures. */
  public static double load() {
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    if (load > Runtime.getRuntime().availableProcessors() / 2.0) {
      System.err.printf(
          Locale.ROOT,
          "Expected a machine with nothing else to do, but its load is %.1f. Figures will be worse"
              + " than they could be; ratios say more than figures.%n",
          load);
    }
    return load;
  }
}
