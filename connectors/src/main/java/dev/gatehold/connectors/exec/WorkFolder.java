package dev.gatehold.connectors.exec;

import dev.gatehold.engine.effect.Connector.Job;
import dev.gatehold.engine.effect.ConnectorFailure;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a job works. The run's folder is shared by the steps of the run and stays; the job's own
 * folder lies beside it, out of the way of commands that clean up, and goes when the job is over.
 */
final class WorkFolder {
  private static final Logger LOG = LoggerFactory.getLogger(WorkFolder.class);
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,128}");

  /** A step, perhaps in a lap, perhaps what undoes it: {@code apply@2.1.rollback}. */
  private static final Pattern STEP =
      Pattern.compile(
          "[A-Za-z0-9_-]{1,128}(@\\d{1,6}(\\.\\d{1,6}){0,8})?(\\.rollback(-\\d{1,6})?)?");

  private final Path run;
  private final Path job;

  private WorkFolder(Path run, Path job) {
    this.run = run;
    this.job = job;
  }

  /** Makes the folders; what an earlier delivery of the same job left in its own is gone. */
  static WorkFolder open(Path workFolder, Job job) throws IOException, ConnectorFailure {
    Path run = workFolder.resolve(plain("run id", ID, job.run()));
    Path own =
        workFolder
            .resolve(".jobs")
            .resolve(job.run() + "." + plain("step id", STEP, job.step()) + "." + job.attempt());
    WorkFolder folder = new WorkFolder(run, own);
    makeForOwner(workFolder);
    folder.deleteJob();
    Files.createDirectories(own);
    if (!Files.exists(run, LinkOption.NOFOLLOW_LINKS)) {
      Files.createDirectories(run);
    } else if (!Files.isDirectory(run, LinkOption.NOFOLLOW_LINKS)) {
      throw ExecFailures.path("working folder", run.toString(), "it is a link or a file");
    }
    // Steps side by side open the same folder at the same moment: whoever is second finds it there.
    Files.createDirectories(folder.temporary());
    return folder;
  }

  /** What commands work on is nobody else's business. */
  private static void makeForOwner(Path folder) throws IOException {
    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } else {
      Files.createDirectories(folder);
    }
  }

  private static String plain(String what, Pattern pattern, String id) throws ConnectorFailure {
    if (!pattern.matcher(id).matches()) {
      throw ExecFailures.path(what, id, "it has other characters than letters, digits, - and _");
    }
    return id;
  }

  /** The working folder of the run. */
  Path run() {
    return run;
  }

  Path temporary() {
    return run.resolve(".tmp");
  }

  Path log() {
    return job.resolve("log");
  }

  Path output() {
    return job.resolve("output.json");
  }

  /** The real file behind a path that a flow names; it may not exist. */
  Path file(String relative) throws IOException, ConnectorFailure {
    Path path = inside(relative);
    if (!Files.exists(path)) {
      return path;
    }
    Path real = path.toRealPath();
    if (!real.startsWith(run.toRealPath())) {
      throw ExecFailures.path("file", relative, "a link leads out of it");
    }
    return real;
  }

  private Path inside(String relative) throws ConnectorFailure {
    try {
      Path path = run.resolve(relative).normalize();
      if (path.startsWith(run) && !path.equals(run) && !Path.of(relative).isAbsolute()) {
        return path;
      }
    } catch (InvalidPathException notAPath) {
      throw ExecFailures.path("file", relative, "it is not a path");
    }
    throw ExecFailures.path("file", relative, "it leads out of it");
  }

  /** Removes the job's own folder; what cannot be removed goes when the job comes again. */
  void forgetJob() {
    try {
      deleteJob();
    } catch (IOException e) {
      LOG.warn("Folder {} of a job that is over stays: {}", job, e.toString());
    }
  }

  private void deleteJob() throws IOException {
    if (!Files.exists(job, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Files.walkFileTree(
        job,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException error)
              throws IOException {
            Files.delete(folder);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
