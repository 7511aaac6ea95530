package dev.gatehold.connectors.ssh;

import dev.gatehold.connectors.command.OutputRecorder;
import dev.gatehold.engine.effect.Connector.Job;
import dev.gatehold.engine.resource.Resource;
import dev.gatehold.engine.resource.ResourceStore;
import dev.gatehold.engine.secret.Masking;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** What a command says, kept in a file of this server until it is a resource. */
final class Output implements AutoCloseable {
  private final ResourceStore resources;
  private final String name;
  private final Masking masking;
  private final Path file;
  private final OutputRecorder recorder;

  Output(Job job, ResourceStore resources) throws SshFailure {
    this.resources = resources;
    this.masking = job.masking();
    this.name = job.step() + "-" + job.attempt() + ".log";
    try {
      this.file = Files.createTempFile("gatehold-ssh-", ".log");
      this.recorder = new OutputRecorder(file, masking);
    } catch (IOException e) {
      throw failed();
    }
  }

  void out(byte[] bytes, int offset, int count) {
    recorder.record(Arrays.copyOfRange(bytes, offset, offset + count), count, true);
  }

  void err(byte[] bytes, int offset, int count) {
    recorder.record(Arrays.copyOfRange(bytes, offset, offset + count), count, false);
  }

  /** Hides the secrets that the command was given. */
  Masking masking() {
    return masking;
  }

  String stdout() {
    return recorder.stdout();
  }

  String tail() {
    return recorder.tail();
  }

  /** Ends the log and stores it. */
  Resource store() throws SshFailure {
    try {
      recorder.close();
      try (InputStream content = Files.newInputStream(file)) {
        return resources.put(content, name, "text/plain", OutputRecorder.LOG_WITH_NOTE);
      }
    } catch (IOException e) {
      throw failed();
    }
  }

  private static SshFailure failed() {
    return SshFailures.io("keep the output of the command");
  }

  @Override
  public void close() throws SshFailure {
    try {
      recorder.close();
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw failed();
    }
  }
}
