package dev.gatehold.connectors.ssh;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.channel.ClientChannel;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.session.ClientSession;
import org.jspecify.annotations.Nullable;

/** A connection to a machine that has let us in. Closing it cuts it at once. */
final class Link implements AutoCloseable {
  private static final Duration ANSWER = Duration.ofSeconds(30);

  /** How a command ended: with one of the two. */
  record Ending(@Nullable Integer exit, @Nullable String signal) {}

  private final SshClient client;
  private final ClientSession session;

  Link(SshClient client, ClientSession session) {
    this.client = client;
    this.session = session;
  }

  /**
   * Lets a shell over there read a script. Whatever the account's own shell is, it sees one short
   * line with nothing of the step in it; the script and then the input come over standard input.
   */
  ClientChannel open(String script, byte[] input, OutputStream out, OutputStream err)
      throws LinkCut, InterruptedException {
    byte[] text = script.getBytes(StandardCharsets.UTF_8);
    String line = "exec /bin/sh -c 'eval \"$(dd bs=1 count=" + text.length + " 2>/dev/null)\"'";
    try {
      ChannelExec channel = session.createExecChannel(line);
      channel.setIn(
          new SequenceInputStream(new ByteArrayInputStream(text), new ByteArrayInputStream(input)));
      channel.setOut(out);
      channel.setErr(err);
      channel.open().verify(ANSWER);
      return channel;
    } catch (InterruptedIOException e) {
      throw interrupted(e);
    } catch (IOException | IllegalStateException e) {
      throw new LinkCut("it ended when a command was about to begin");
    }
  }

  /** Runs a script of ours that takes no long time, and needs no input. */
  void run(String script, HeadedStream out, OutputStream err) throws LinkCut, InterruptedException {
    run(script, new byte[0], out, err);
  }

  /** Runs a script of ours that takes no long time. */
  void run(String script, byte[] input, HeadedStream out, OutputStream err)
      throws LinkCut, InterruptedException {
    ClientChannel channel = open(script, input, out, err);
    Set<ClientChannelEvent> seen =
        channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), ANSWER.plus(ANSWER));
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    if (seen.contains(ClientChannelEvent.TIMEOUT) || channel.getExitStatus() == null) {
      throw new LinkCut("it ended, or was silent, before it had answered");
    }
  }

  /** Waits for a command to end, however long it takes. */
  static Ending ending(ClientChannel channel) throws LinkCut {
    channel.waitFor(
        EnumSet.of(
            ClientChannelEvent.EXIT_STATUS,
            ClientChannelEvent.EXIT_SIGNAL,
            ClientChannelEvent.CLOSED),
        0L);
    Integer exit = channel.getExitStatus();
    String signal = channel.getExitSignal();
    if (exit == null && signal == null) {
      throw new LinkCut("it ended before the command did");
    }
    return new Ending(exit, signal);
  }

  /** Waits for the rest of a command's output, for a while. */
  static void drain(ClientChannel channel, Duration limit) {
    channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), limit);
  }

  static InterruptedException interrupted(InterruptedIOException cause) {
    InterruptedException interrupted = new InterruptedException(cause.getMessage());
    interrupted.initCause(cause);
    return interrupted;
  }

  @Override
  public void close() {
    session.close(true);
    client.close(true);
  }
}
