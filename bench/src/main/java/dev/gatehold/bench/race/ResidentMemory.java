package dev.gatehold.bench.race;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;

/** What processes hold in memory, in MB, as Linux accounts for it; 0 elsewhere. */
public final class ResidentMemory {
  private ResidentMemory() {}

  /** What a process holds now; 0 when it is gone. */
  public static double now(long process) {
    return megabytes(process, "status", "VmRSS:");
  }

  /** The most that a process ever held; 0 when it is gone. */
  public static double peak(long process) {
    return megabytes(process, "status", "VmHWM:");
  }

  /** What processes hold together now, each page counted once among them. */
  static double shared(Collection<Long> processes) {
    return processes.stream()
        .mapToDouble(process -> megabytes(process, "smaps_rollup", "Pss:"))
        .sum();
  }

  private static double megabytes(long process, String file, String line) {
    try {
      return Files.readAllLines(Path.of("/proc", String.valueOf(process), file)).stream()
          .filter(each -> each.startsWith(line))
          .mapToDouble(each -> Long.parseLong(each.replaceAll("\\D", "")) / 1000.0)
          .findFirst()
          .orElse(0);
    } catch (IOException gone) {
      return 0;
    }
  }
}
