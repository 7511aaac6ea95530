package dev.gatehold.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gatehold.engine.GateholdException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.SequenceInputStream;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class BodyShareTest {
  private static InputStream body(int length) {
    return new ByteArrayInputStream(new byte[length]);
  }

  @Test
  void bodies_that_do_not_fit_are_refused_until_others_are_given_back() throws Exception {
    BodyShare share = new BodyShare(100, 1000);
    BodyShare.Held first = share.hold(body(60));
    assertThat(first.bytes()).hasSize(60);

    assertThatExceptionOfType(GateholdException.class)
        .isThrownBy(() -> share.hold(body(41)))
        .satisfies(busy -> assertThat(busy.code()).isEqualTo("server.busy"));
    share.hold(body(40)).close();
    first.close();
    first.close();
    share.hold(body(100)).close();
    assertThatExceptionOfType(GateholdException.class).isThrownBy(() -> share.hold(body(101)));
    share.hold(body(100)).close();
  }

  @Test
  void what_is_whole_waits_for_its_turn_to_be_worked_on() throws Exception {
    BodyShare share = new BodyShare(1000, 100);
    BodyShare.Held first = share.hold(body(60));
    try (ExecutorService thread = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<BodyShare.Held> second = thread.submit(() -> share.hold(body(60)));
      share.hold(body(0)).close();
      assertThat(second.isDone()).isFalse();
      first.close();
      second.get().close();
    }
    share.hold(body(500)).close();
  }

  @Test
  void whoever_is_slow_keeps_nobody_from_working() throws Exception {
    BodyShare share = new BodyShare(1000, 100);
    PipedOutputStream slow = new PipedOutputStream();
    PipedInputStream in = new PipedInputStream(slow);
    try (ExecutorService thread = Executors.newVirtualThreadPerTaskExecutor()) {
      slow.write(new byte[90]);
      Future<BodyShare.Held> waiting = thread.submit(() -> share.hold(in));
      share.hold(body(100)).close();
      slow.close();
      BodyShare.Held held = waiting.get();
      assertThat(held.bytes()).hasSize(90);
      held.close();
    }
  }

  @Test
  void what_breaks_off_is_given_back() throws Exception {
    BodyShare share = new BodyShare(100, 100);
    InputStream away =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("away");
          }

          @Override
          public int read(byte[] bytes, int from, int length) throws IOException {
            throw new IOException("away");
          }
        };
    InputStream broken = new SequenceInputStream(body(90), away);
    assertThatExceptionOfType(IOException.class).isThrownBy(() -> share.hold(broken));
    share.hold(body(100)).close();
  }
}
