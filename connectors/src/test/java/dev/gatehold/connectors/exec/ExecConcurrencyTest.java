package dev.gatehold.connectors.exec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.engine.effect.Connector.Job;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ExecConcurrencyTest {
  private static final int JOBS = 50;

  @TempDir Path folder;

  @Test
  void fiftyJobsAtOnceKeepTheirOutputsApart() throws Exception {
    Workshop shop = new Workshop(folder);
    // Each waits until all are there, so that they really run at the same time.
    String script =
        "touch ../here-$1; until [ $(ls .. | grep -c '^here-') = $2 ]; do sleep 0.1; done;"
            + " cat; echo \"$GATEHOLD_JOB\" > job; echo \"{\\\"n\\\": $1}\" > \"$GATEHOLD_OUTPUT\"";
    List<Future<Map<String, @Nullable Object>>> running = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < JOBS; i++) {
        Job job = job(i, script);
        running.add(threads.submit(() -> shop.run(job)));
      }
    }

    for (int i = 0; i < JOBS; i++) {
      Map<String, @Nullable Object> output = running.get(i).get();
      assertThat(output).containsEntry("stdout", "input " + i).containsEntry("n", (long) i);
      assertThat(shop.text(output.get("job"))).isEqualTo("run_" + i + ".work.1\n");
    }
  }

  @Test
  void stepsOfOneRunThatStartAtTheSameMomentShareItsFolder() throws Exception {
    try (var threads = Executors.newFixedThreadPool(4)) {
      for (int run = 0; run < 500; run++) {
        String id = "run_" + run;
        CyclicBarrier start = new CyclicBarrier(4);
        List<Future<Path>> opened = new ArrayList<>();
        for (int step = 0; step < 4; step++) {
          Job job = new Job("job", id, "step" + step, 1, Map.of(), null, false);
          opened.add(
              threads.submit(() -> {
                start.await();
                return WorkFolder.open(folder, job).temporary();
              }));
        }
        for (Future<Path> temporary : opened) {
          assertThat(temporary.get()).isDirectory();
        }
      }
    }
  }

  private static Job job(int i, String script) {
    Map<String, Object> parameters =
        Map.of(
            "command", List.of("bash", "-euc", script, "work", (long) i, (long) JOBS),
            "stdin", "input " + i,
            "files", Map.of("job", "job"));
    return new Job(
        "run_" + i + ".work.1", "run_" + i, "work", 1, new HashMap<>(parameters), null, false);
  }
}
